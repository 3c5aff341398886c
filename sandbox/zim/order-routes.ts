import type { Context } from 'hono';
import type { ZimPlan } from '../catalogue/zim-plan.ts';
import credentials from '../credentials.json' with { type: 'json' };
import type { StandIn, StandInEnv } from '../kernel/stand-in.ts';
import { zimError } from './error.ts';
import type { ZimEsim } from './esim.ts';
import { readZimBody } from './json-body.ts';
import type { ZimLedger, ZimOrder } from './ledger.ts';
import { type OrderRequest, orderRequestSchema } from './order-request.ts';
import type { ZimSettings } from './settings.ts';

const { accountId } = credentials.zim;
const callingUser = 'user_sandboxLandfall0000001';

const toListed = (order: ZimOrder) => ({
  id: order.id,
  status: order.status,
  accountID: order.accountID,
  planID: order.plan.id,
  userID: order.userID,
  type: order.type,
  createdAt: order.createdAt,
  notifyRecipient: order.notifyRecipient,
  ...(order.status === 'FAILED' ? { failureReason: 'The network could not provide an eSIM' } : {}),
  plan: order.plan,
});

type Reply = { status: 200; order: ZimOrder } | { status: 400 | 402 | 403 | 404; message: string };
type OrderDesk = { standIn: StandIn<ZimSettings>; ledger: ZimLedger; plans: ReadonlyMap<string, ZimPlan> };

const findPrice = (plan: ZimPlan, currency: string) =>
  plan.prices.find(({ currencyISO }) => currencyISO === currency);

type Target = { onto: ZimEsim | undefined } | { refusal: Reply };

function findTarget(desk: OrderDesk, request: OrderRequest, plan: ZimPlan): Target {
  if (request.orderType !== 'TOP_UP') return { onto: undefined };
  const subscription = desk.ledger.subscriptions().find(({ id }) => id === request.subscriptionID);
  if (!subscription) return { refusal: { status: 404, message: 'The subscription does not exist' } };
  if (plan.features.some(({ name }) => name === 'TOP_UP')) return { onto: subscription.esim };
  return { refusal: { status: 400, message: 'The plan does not support top up' } };
}

function placeOrder(desk: OrderDesk, request: OrderRequest): Reply {
  const { quantity, currencyISO: currency } = request;
  if (request.accountID !== undefined && request.accountID !== accountId)
    return { status: 403, message: 'No access to this account' };
  const plan = desk.plans.get(request.planID);
  if (!plan) return { status: 404, message: 'The plan does not exist' };
  const price = findPrice(plan, currency);
  // The wallet is in US dollars; a plan without a dollar price cannot be charged to it.
  const debit = findPrice(plan, 'USD');
  if (!price || !debit) return { status: 400, message: `The plan has no price in ${currency}` };
  const target = findTarget(desk, request, plan);
  if ('refusal' in target) return target.refusal;
  const debitedMinor = debit.value * quantity;
  if (debitedMinor > desk.standIn.settings.walletMinor)
    return { status: 402, message: 'The wallet balance does not cover this order' };
  const order = desk.ledger.place(
    {
      accountID: accountId,
      userID: (request.userNanoIDs ?? request.usersIDs)?.[0] ?? callingUser,
      type: request.orderType,
      notifyRecipient: request.notifyRecipient,
      plan,
      debitedMinor,
    },
    { quantity, onto: target.onto, currency, amountMinor: price.value * quantity },
  );
  return { status: 200, order };
}

async function answerOrder(c: Context<StandInEnv>, desk: OrderDesk) {
  const body = await readZimBody(c, orderRequestSchema);
  if (!body.ok) return body.response;
  const reply = placeOrder(desk, body.value);
  if (reply.status !== 200) return zimError(c, reply.status, reply.message);
  const { id, accountID, plan, userID, createdAt, type } = reply.order;
  // The answer names no eSIM and no subscription: neither exists yet.
  return c.json({ id, accountID, planID: plan.id, userID, createdAt, status: 'PROCESSING', type });
}

export function addOrderRoutes(desk: OrderDesk): void {
  const { app, settings } = desk.standIn;
  app.post('/orders/with-wallet', (c) => answerOrder(c, desk));
  app.get('/orders', (c) =>
    settings.ordersListed
      ? c.json(desk.ledger.orders().map(toListed))
      : zimError(c, 403, 'Reserved to users with the role Admin, Purchaser or Owner'),
  );
}
