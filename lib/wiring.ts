import 'server-only';
import { createHmac } from 'node:crypto';
import type { AuthOptions } from 'next-auth';
import { createAuthOptions, listOAuthProviders, type OAuthProviderId } from '#lib/account/auth-options';
import {
  requestSignIn as requestSignInWith,
  type SignInAnswer,
  type SignInRequest,
} from '#lib/account/request-sign-in';
import {
  bell,
  databaseUrl,
  esims,
  fetchRates,
  log,
  now,
  once,
  payments,
  providers,
  stores,
} from '#lib/adapters';
import { compareInvoice as compareInvoiceWith, type InvoiceInput } from '#lib/audit/compare-invoice';
import { isOperator } from '#lib/audit/is-operator';
import { readOverview } from '#lib/audit/read-overview';
import { readTimeline } from '#lib/audit/read-timeline';
import { runAudit } from '#lib/audit/run-audit';
import { createCatalogue } from '#lib/catalogue/create-catalogue';
import { readRates } from '#lib/catalogue/read-rates';
import { type SyncOptions, type SyncSummary, syncCatalogue } from '#lib/catalogue/sync-catalogue';
import { readPromotion } from '#lib/checkout/read-promotion';
import { readQuote } from '#lib/checkout/read-quote';
import { type CheckoutInput, startCheckout } from '#lib/checkout/start-checkout';
import { readEnv } from '#lib/config/env';
import { PRICING } from '#lib/config/pricing';
import { REFUNDS } from '#lib/config/refunds';
import { SUBSTITUTES } from '#lib/config/substitutes';
import { closeDb } from '#lib/db/client';
import type { Esim } from '#lib/db/esim-row';
import type { Currency } from '#lib/domain/money';
import type { Wholesaler } from '#lib/domain/operations';
import { type Order, type OrderId, parseOrderId } from '#lib/domain/order';
import type { PlanId, ProviderId } from '#lib/domain/plan';
import { planWords } from '#lib/emails/plan-words';
import { toErrorFields } from '#lib/observability/log';
import { completeOrder } from '#lib/orders/complete-order';
import {
  type OrderAccessDeps,
  readAccount,
  readEsimMeter,
  readOrderStatus,
  readOrderView,
  requireOwn,
  type Viewer,
} from '#lib/orders/read-order-view';
import { readReceipts } from '#lib/orders/read-receipts';
import { receiveDeliveryHint } from '#lib/orders/receive-delivery-hint';
import { receivePaymentWebhook } from '#lib/orders/receive-payment-webhook';
import { type RequestOrderLinkInput, requestOrderLink } from '#lib/orders/request-order-link';
import { settlePayment } from '#lib/orders/settle-payment';
import { acceptSubstitute } from '#lib/orders/substitute';
import { readProviderHealth } from '#lib/providers/read-health';
import { readZenditWebhookKey, verifyZenditWebhook } from '#lib/providers/zendit/webhook';
import { declareWithdrawal, type WithdrawalInput } from '#lib/refunds/declare-withdrawal';
import { openRefund } from '#lib/refunds/open-refund';
import { refreshUsage } from '#lib/usage/refresh-usage';

/** Readers of the stored catalogue; pages use them through `catalogue/cached.ts`. */
export const catalogue = createCatalogue({
  openPlans: () => (readEnv().DATABASE_URL ? stores().plans : undefined),
  now,
});

const currentRates = () => readRates({ rates: stores().rates, fetchRates: fetchRates(), log, now });

/** Takes the wholesalers' catalogues over into our own. */
export function syncCatalogueNow(options?: SyncOptions): Promise<SyncSummary> {
  const { plans, syncs } = stores();
  const deps = {
    providers: providers().all,
    plans,
    syncs,
    readRates: currentRates,
    pricing: PRICING,
    log,
    now,
  };
  return syncCatalogue(deps, options);
}

/** Looks for what must not be, and keeps it for the operators. */
export const auditNow = () => runAudit({ audit: stores().audit, log });

/** What an operator's script asks for. */
export const promotions = () => stores().promotions;
export const compareInvoice = (input: InvoiceInput) => compareInvoiceWith({ books: stores().books }, input);

/** Ends what keeps a script's process alive. */
export async function closeWiring(): Promise<void> {
  await closeDb(databaseUrl());
}

/** Lets the background know at once of what the use case left for it to do. */
function ringing<A extends readonly unknown[], R>(use: (...input: A) => Promise<R>) {
  return async (...input: A): Promise<R> => {
    try {
      return await use(...input);
    } finally {
      bell().ring();
    }
  };
}

export const appUrl = () => readEnv().APP_URL;

export const authOptions = once((): AuthOptions => createAuthOptions(stores().db, readEnv()));

/** Google and Apple, where their keys are set. */
export const signInProviders = (): OAuthProviderId[] => listOAuthProviders(readEnv());

export const requestSignIn = ringing((input: SignInRequest): Promise<SignInAnswer> => {
  const { db, mails, limits } = stores();
  const { APP_URL, NEXTAUTH_SECRET } = readEnv();
  const saveToken = (token: { identifier: string; token: string; expires: Date }) =>
    db.verificationToken.create({ data: token });
  const deps = { saveToken, mails, limits, appUrl: APP_URL, secret: NEXTAUTH_SECRET ?? '', now };
  return requestSignInWith(deps, input);
});

export const findProvider = (id: ProviderId) => providers().get(id);

async function findSellable(id: ProviderId) {
  const status = await stores().statuses.read(id);
  return status?.sellable === false ? undefined : findProvider(id);
}

const settleDeps = () => ({
  orders: stores().orders,
  payments: payments(),
  promiseMinutes: readEnv().DELIVERY_PROMISE_MINUTES,
  now,
  log,
});

export const settle = (id: OrderId) => settlePayment(settleDeps(), id);

export const hintDeps = () => ({ ...settleDeps(), refunds: stores().refunds, inbox: stores().inbox });

export const complete = (id: OrderId) => completeOrder(settleDeps(), id);

export const refundDeps = () => ({
  ...stores(),
  esims: esims(),
  refreshUsage: (esim: Esim) => refreshUsage({ esims: esims(), findProvider, now }, esim),
  completeOrder: complete,
  policy: REFUNDS,
  now,
  log,
});

const substituteDeps = () => ({ ...stores(), ...SUBSTITUTES, now });

const accessDeps = (): OrderAccessDeps => ({
  orders: stores().orders,
  refunds: stores().refunds,
  refundPolicy: REFUNDS,
  substitutes: substituteDeps(),
  esims: esims(),
  links: stores().links,
  findProvider,
  readPayUrl,
  settlePayment: ringing(settle),
  now,
});

async function readPayUrl(order: Order): Promise<string | undefined> {
  if (!order.checkoutSessionId) return undefined;
  const session = await payments().readCheckout(order.checkoutSessionId);
  return session.ok && session.value.state === 'open' ? session.value.url : undefined;
}

const describePlan = (plan: Order['plan'], locale: CheckoutInput['locale']) => planWords(plan, locale).title;

const checkoutDeps = () => ({
  ...stores(),
  findSellable,
  readRates: currentRates,
  pricing: PRICING,
  payments: payments(),
  describePlan,
  appUrl: appUrl(),
  now,
  log,
});

type LineInput = { orderId: string; lineId: string } & Viewer;

/** One eSIM of an order that the viewer owns; `undefined` for everything else alike. */
async function requireOwnLine(input: { orderId: string } & Viewer, lineId: string) {
  const order = await requireOwn(accessDeps(), input.orderId, input);
  const line = order?.lines.find(({ id }) => id === lineId);
  return order && line && { order, line };
}

async function readWholesalers(): Promise<Wholesaler[]> {
  const health = await readHealthOf();
  return providers().all.flatMap(({ id }) => {
    const state = health[id];
    return state ? [{ provider: id, ...state }] : [];
  });
}

const readHealthOf = () =>
  readProviderHealth({ providers: providers().all, readStatus: (id) => stores().statuses.read(id) });

/** Each asks itself whether the signed-in address is an operator's. */
const admin = {
  isOperator: (email: string | undefined) => isOperator(readEnv().OPERATORS, email),
  readOverview: (input: { email: string | undefined }) =>
    readOverview({ ...stores(), operators: readEnv().OPERATORS, readWholesalers, now }, input),
  readTimeline: (input: { number: string; email: string | undefined }) =>
    readTimeline({ ...stores(), operators: readEnv().OPERATORS }, input),
};

/** What the pages of one order, its checkout and its owner's account ask for, and the operators'. */
export const shop = {
  admin,
  readQuote: (input: { planId: PlanId; currency: Currency }) =>
    readQuote({ plans: stores().plans, findSellable }, input),
  readPromotion: (input: { typed: string; clientKey: string }) => readPromotion(stores(), input),
  startCheckout: (input: CheckoutInput) => startCheckout(checkoutDeps(), input),
  readOrder: (input: { orderId: string } & Viewer) => readOrderView(accessDeps(), input),
  readOrderStatus: (input: { orderId: string } & Viewer) => readOrderStatus(accessDeps(), input),
  readReceipts: (input: { orderId: string; locale: CheckoutInput['locale'] } & Viewer) =>
    readReceipts({ ...accessDeps(), describePlan }, input),
  readMeter: (input: { esimId: string } & Viewer) => readEsimMeter(accessDeps(), input),
  /** Begins the refund of one eSIM of an order that the viewer owns. */
  requestRefund: ringing(
    async ({ lineId, agreedMinor, ...input }: LineInput & { agreedMinor?: number | undefined }) => {
      const own = await requireOwnLine(input, lineId);
      return own && openRefund(refundDeps(), own.order, { line: own.line, agreedMinor });
    },
  ),
  /** Takes the substitute that was named to the owner, and only that. */
  acceptSubstitute: ringing(async ({ lineId, planId, ...input }: LineInput & { planId: PlanId }) => {
    const own = await requireOwnLine(input, lineId);
    return own && acceptSubstitute(substituteDeps(), { ...own, planId });
  }),
  declareWithdrawal: ringing((input: WithdrawalInput) => declareWithdrawal(refundDeps(), input)),
  readAccount: (input: { email: string }) => readAccount(accessDeps(), input),
  requestOrderLink: ringing((input: RequestOrderLinkInput) => requestOrderLink(stores(), input)),
  /** Whether the mailed key opens the order; guesses are counted. */
  async openOrderLink(input: { orderId: string; token: string; clientKey: string }): Promise<boolean> {
    const taken = await stores().limits.take('order_open_client', input.clientKey);
    const id = parseOrderId(input.orderId);
    return taken.ok && id !== undefined && stores().links.opens(id, [input.token], now());
  },
};

export const webhooks = {
  stripe: ringing((rawBody: string, signature: string) =>
    receivePaymentWebhook({ payments: payments(), inbox: stores().inbox, log }, rawBody, signature),
  ),
  zendit: ringing((headers: Headers, rawBody: string) => {
    const { ZENDIT_WEBHOOK_HEADER: header, ZENDIT_WEBHOOK_SECRET: secret } = readEnv();
    const { lines } = stores();
    const wakeByPurchaseKey = async (key: string) => {
      const line = await lines.readLineByPurchaseKey(key);
      if (line) await lines.wakeLine(line.id);
    };
    const agreed = { header: header ?? '', secret: secret ?? '' };
    const isGenuine = (sent: Headers) => verifyZenditWebhook(agreed, sent);
    const deps = { isGenuine, readPurchaseKey: readZenditWebhookKey, wakeByPurchaseKey, log };
    return receiveDeliveryHint(deps, headers, rawBody);
  }),
};

/** `providers` is empty while the database, which knows what is on sale, does not answer. */
export async function health() {
  try {
    await stores().db.$queryRaw`SELECT 1`;
    return { db: true, providers: await readHealthOf() };
  } catch (thrown) {
    log.error('The database does not answer', toErrorFields(thrown));
    return { db: false, providers: {} };
  }
}

/** The secret by which a process tells its own pages that the catalogue changed. */
export const internalToken = () =>
  createHmac('sha256', readEnv().NEXTAUTH_SECRET ?? '')
    .update('internal')
    .digest('base64url');
