import { drawOrderNumber, toOrderId } from '#lib/checkout/order-identity';
import type { PromotionRefused } from '#lib/checkout/read-promotion';
import type { Quote } from '#lib/checkout/read-quote';
import type { Locale } from '#lib/config/shop';
import type { LinkStore } from '#lib/db/link-store';
import type { NewOrder, OrderStore } from '#lib/db/order-store';
import { money } from '#lib/domain/money';
import type { Order, OrderId, OrderNumber, PlanSnapshot } from '#lib/domain/order';
import { err, ok, type Result } from '#lib/domain/result';
import { crashPoint } from '#lib/faults/crash-point';
import type { Log } from '#lib/observability/log';
import { toSnapshot } from '#lib/orders/plan-snapshot';
import type { CheckoutSession, PaymentProvider } from '#lib/payments/port';

export type OpenOrderDeps = {
  orders: Pick<OrderStore, 'insertOrder' | 'readOrder' | 'readOrderByNumber' | 'move'>;
  links: Pick<LinkStore, 'create'>;
  payments: Pick<PaymentProvider, 'createCheckout'>;
  /** What the pay page and the receipt call the plan, in the traveller's language: "Japan, 10 GB, 30 days". */
  describePlan: (plan: PlanSnapshot, locale: Locale) => string;
  appUrl: string;
  pricing: { taxBps: number };
  now: () => Date;
  log: Log;
};

export type OpenedOrder = { orderId: string; linkToken: string; payUrl: string };

/** Stripe wants half an hour at least; the rest is how late the pay page of an order may still be asked for. */
const SESSION_MS = 40 * 60_000;
/** Stripe closes a session a little after its time; then the worker looks. */
const LOOK_AFTER_MS = 60_000;
const MAX_REPEATS = 20;

export type OrderRequest = {
  quote: Quote;
  quantity: number;
  email: string;
  locale: Locale;
  formKey: string;
};

/**
 * Commits the order, then opens the pay page for it: whatever is paid has an order. A pay page that could not be opened
 * closes the order again, and its promotion code is free again. The same form sent twice is the same order and the
 * same pay page.
 */
export async function openOrder(
  deps: OpenOrderDeps,
  request: OrderRequest,
): Promise<Result<OpenedOrder, { kind: 'payment_unavailable' } | PromotionRefused>> {
  const { locale } = request;
  const found = await findOrInsert(deps, request);
  if (!found.ok) return found;
  const order = found.value;
  const page = `${deps.appUrl}/${locale}/orders/${order.id}`;
  if (order.payment !== 'none' && order.payment !== 'session_open') return opened(deps, order, page);
  const session = await deps.payments.createCheckout({
    orderId: order.id,
    orderNumber: order.number,
    unitPrice: order.unitPrice,
    quantity: order.quantity,
    description: deps.describePlan(order.plan, locale),
    email: order.email,
    locale,
    successUrl: page,
    cancelUrl: `${page}?cancelled=1`,
    expiresAt: endOfSession(order),
  });
  const payUrl = session.ok ? session.value.url : undefined;
  crashPoint('c3');
  if (!session.ok || !payUrl) return close(deps, order, session.ok ? 'no_url' : session.error.kind);
  if (!(await keepSession(deps, order, session.value))) return close(deps, order, 'session_not_kept');
  crashPoint('c4');
  return opened(deps, order, payUrl);
}

async function opened(deps: OpenOrderDeps, order: Order, payUrl: string) {
  return ok({ orderId: order.id, linkToken: await deps.links.create(order.id, deps.now()), payUrl });
}

const endOfSession = (order: Pick<Order, 'createdAt'>) => new Date(order.createdAt.getTime() + SESSION_MS);

/** The order of this very form while its pay page can still be used; a form sent again later is a new order. */
async function findOrInsert(
  deps: OpenOrderDeps,
  request: OrderRequest,
): Promise<Result<Order, PromotionRefused>> {
  const { formKey, ...wish } = request;
  const { promotion, price } = wish.quote;
  const submission = [
    formKey,
    wish.quote.plan.id,
    String(wish.quantity),
    String(price.minor),
    price.currency,
    wish.email,
    ...(promotion ? [promotion.code] : []),
  ];
  for (let repeat = 0; repeat < MAX_REPEATS; repeat += 1) {
    const id = toOrderId([...submission, String(repeat)]);
    const present = await deps.orders.readOrder(id);
    const found = present ? ok(present) : await insertOrder(deps, id, wish);
    if (!found.ok || canBePaid(found.value, deps.now())) return found;
  }
  throw new Error('One form was sent too often');
}

function canBePaid(order: Order, now: Date): boolean {
  return order.payment !== 'expired' && (order.payment !== 'session_open' || endOfSession(order) > now);
}

async function insertOrder(
  deps: OpenOrderDeps,
  id: OrderId,
  { quote, quantity, email, locale }: Omit<OrderRequest, 'formKey'>,
): Promise<Result<Order, PromotionRefused>> {
  const createdAt = deps.now();
  const order: NewOrder = {
    id,
    number: await drawFreeNumber(deps),
    email,
    locale,
    plan: toSnapshot(quote.plan),
    quantity,
    unitPrice: quote.price,
    ...(quote.promotion && { promotion: quote.promotion }),
    price: money(quote.price.minor * quantity, quote.price.currency),
    taxBps: deps.pricing.taxBps,
    createdAt,
    nextActionAt: new Date(endOfSession({ createdAt }).getTime() + LOOK_AFTER_MS),
  };
  crashPoint('c1');
  const reason = await deps.orders.insertOrder(order);
  if (reason) return err({ kind: 'promotion_refused', reason });
  crashPoint('c2');
  const stored = await deps.orders.readOrder(id);
  if (!stored) throw new Error('An order that was stored is gone');
  return ok(stored);
}

async function drawFreeNumber(deps: OpenOrderDeps): Promise<OrderNumber> {
  for (let draws = 0; draws < 5; draws += 1) {
    const number = drawOrderNumber();
    if (!(await deps.orders.readOrderByNumber(number))) return number;
  }
  throw new Error('Five order numbers in a row were taken');
}

/** An event may have told us of the session before its creation was answered: that is the same session. */
async function keepSession(deps: OpenOrderDeps, order: Order, session: CheckoutSession): Promise<boolean> {
  const moved = await deps.orders.move(order.id, {
    from: { payment: ['none'] },
    set: { payment: 'session_open', checkoutSessionId: session.id },
    event: { kind: 'session_opened' },
  });
  const now: Order | undefined = moved ?? (await deps.orders.readOrder(order.id));
  return now?.checkoutSessionId === session.id;
}

async function close(deps: OpenOrderDeps, order: Order, reason: string) {
  deps.log.error('A pay page could not be opened', { orderId: order.id, reason });
  await deps.orders.move(order.id, {
    from: { payment: ['none'] },
    set: { payment: 'expired', nextActionAt: null },
    event: { kind: 'session_failed', detail: { reason } },
  });
  return err({ kind: 'payment_unavailable' } as const);
}
