import { TIMING } from '#lib/config/timing';
import type { OrderMove, OrderStore } from '#lib/db/order-store';
import { type Order, type OrderId, type PaymentState, WAITING_STATES } from '#lib/domain/order';
import { toPromiseClock } from '#lib/domain/promise';
import { assertNever, err, ok, type Result } from '#lib/domain/result';
import { crashPoint } from '#lib/faults/crash-point';
import type { Log } from '#lib/observability/log';
import { orderMail } from '#lib/orders/order-mail';
import { type PaymentFacts, planSettlement, type Settlement } from '#lib/orders/plan-settlement';
import type { Payment, PaymentError, PaymentProvider } from '#lib/payments/port';

export type SettleDeps = {
  orders: Pick<OrderStore, 'readOrder' | 'move' | 'postpone'>;
  payments: Pick<PaymentProvider, 'live' | 'readCheckout' | 'readPayment'>;
  promiseMinutes: number;
  now: () => Date;
  log: Log;
};

/** Objects an event named, for an order whose own note of them was lost. */
export type SettleHint = { sessionId?: string | undefined; paymentId?: string | undefined };

export type SettleError = { kind: 'order_unknown' } | PaymentError;

const OPEN: readonly PaymentState[] = ['session_open', 'authorised', 'expired'];

/**
 * Makes an order's payment column agree with the payment provider, by asking it. The webhook, the return page, the
 * status poll, the worker and the reconciler all call this one function; of any number of calls at once one moves the
 * order and the others change nothing. Answers the order as it is afterwards.
 */
export async function settlePayment(
  deps: SettleDeps,
  id: OrderId,
  hint: SettleHint = {},
): Promise<Result<Order, SettleError>> {
  const stored = await deps.orders.readOrder(id);
  if (!stored) return err({ kind: 'order_unknown' });
  const order = stored.payment === 'none' ? await openOrClose(deps, stored, hint) : stored;
  if (!OPEN.includes(order.payment)) return ok(order);
  const facts = await readFacts(deps, order, hint);
  if (!facts.ok) {
    await postponeIfDue(deps, order);
    return facts;
  }
  return ok(await apply(deps, order, planSettlement(order, facts.value)));
}

/** A crash after the pay page was opened may have lost its id; an order without one is closed when its time is over. */
async function openOrClose(deps: SettleDeps, order: Order, hint: SettleHint): Promise<Order> {
  const { sessionId } = hint;
  if (sessionId) {
    return moveOrRead(deps, order, {
      from: { payment: ['none'] },
      set: { payment: 'session_open', checkoutSessionId: sessionId },
      event: { kind: 'session_found' },
    });
  }
  const isDue = order.nextActionAt !== undefined && order.nextActionAt <= deps.now();
  return isDue ? expire(deps, order, { from: 'none', because: 'time_over' }) : order;
}

async function readFacts(
  deps: SettleDeps,
  order: Order,
  hint: SettleHint,
): Promise<Result<PaymentFacts, PaymentError>> {
  const { live } = deps.payments;
  const session = order.checkoutSessionId && (await deps.payments.readCheckout(order.checkoutSessionId));
  if (session && !session.ok) return session;
  const known = order.paymentIntentId ?? (session ? session.value.paymentId : undefined);
  const paymentId = known ?? hint.paymentId;
  const payment = paymentId && (await deps.payments.readPayment(paymentId));
  if (payment && !payment.ok) return payment;
  return ok({
    live,
    ...(session && { session: session.value }),
    ...(payment && { payment: payment.value }),
  });
}

async function apply(deps: SettleDeps, order: Order, settlement: Settlement): Promise<Order> {
  switch (settlement.kind) {
    case 'nothing':
      return order;
    case 'wait':
      await postponeIfDue(deps, order);
      return order;
    case 'expire':
      return expire(deps, order, { from: 'session_open', because: settlement.because });
    case 'authorise':
      return authorise(deps, order, settlement.payment);
    case 'authorise_closed':
      return authoriseClosed(deps, order, settlement.payment);
    case 'void':
      return closeVoided(deps, order, settlement.payment);
    case 'mismatch':
      return holdForReview(deps, order, settlement);
    default:
      return assertNever(settlement);
  }
}

type Expiry = { from: PaymentState; because: (Settlement & { kind: 'expire' })['because'] };

function expire(deps: SettleDeps, order: Order, { from, because }: Expiry): Promise<Order> {
  const hasFailed = because === 'payment_failed';
  return moveOrRead(deps, order, {
    from: { payment: [from] },
    set: { payment: 'expired', nextActionAt: null },
    event: { kind: hasFailed ? 'payment_failed' : 'payment_expired' },
    ...(hasFailed && { mail: orderMail(order, 'payment_failed') }),
  });
}

async function authorise(deps: SettleDeps, order: Order, payment: Payment): Promise<Order> {
  const now = deps.now();
  const promiseUntil = new Date(now.getTime() + deps.promiseMinutes * 60_000);
  const authorised = await moveOrRead(deps, order, {
    from: { payment: ['session_open'], lines: ['not_started'] },
    set: {
      payment: 'authorised',
      holdReason: null,
      paymentIntentId: payment.id,
      authorisedAt: now,
      promiseUntil,
      nextActionAt: toPromiseClock({ authorisedAt: now, promiseUntil })?.delayedAt ?? promiseUntil,
    },
    lines: { from: ['not_started'], to: 'queued', set: { nextActionAt: now } },
    event: { kind: 'payment_authorised' },
    mail: orderMail(order, 'order_received'),
  });
  crashPoint('w4');
  return authorised;
}

/** Written down before the hold is voided, so that the worker voids it whatever happens here. */
function authoriseClosed(deps: SettleDeps, order: Order, payment: Payment): Promise<Order> {
  const now = deps.now();
  return moveOrRead(deps, order, {
    from: { payment: ['session_open', 'expired'], lines: ['not_started', 'cancelled'] },
    set: {
      payment: 'authorised',
      paymentIntentId: payment.id,
      authorisedAt: now,
      nextActionAt: now,
    },
    lines: { from: ['not_started'], to: 'cancelled', set: { cancelledAt: now } },
    event: { kind: 'payment_authorised_too_late' },
  });
}

function closeVoided(deps: SettleDeps, order: Order, payment: Payment): Promise<Order> {
  const now = deps.now();
  return moveOrRead(deps, order, {
    from: {
      payment: ['session_open', 'authorised'],
      lines: ['not_started', ...WAITING_STATES, 'cancelled'],
    },
    set: { payment: 'voided', paymentIntentId: payment.id, releasedAt: now, nextActionAt: null },
    lines: {
      from: ['not_started', ...WAITING_STATES],
      to: 'cancelled',
      // The worker looks once more whether something was bought meanwhile.
      set: { cancelledAt: now, nextActionAt: now, holdReason: null, notFoundCount: 0 },
    },
    event: { kind: 'payment_voided_elsewhere' },
    mail: orderMail(order, 'order_released'),
  });
}

/** Never fulfilled and never voided by itself: the payment may belong to another order. A person decides. */
async function holdForReview(
  deps: SettleDeps,
  order: Order,
  { payment, field }: Settlement & { kind: 'mismatch' },
): Promise<Order> {
  if (order.payment === 'authorised' || order.holdReason === 'review') return order;
  deps.log.error('A payment contradicts its order', { orderId: order.id, reason: field });
  return moveOrRead(deps, order, {
    from: { payment: [order.payment], lines: ['not_started'] },
    set: { holdReason: 'review', nextActionAt: null },
    event: { kind: 'payment_mismatch', detail: { field, paymentId: payment.id } },
  });
}

/** Whoever loses the race reads what the winner made true. */
async function moveOrRead(deps: SettleDeps, order: Order, move: OrderMove): Promise<Order> {
  return (await deps.orders.move(order.id, move)) ?? (await deps.orders.readOrder(order.id)) ?? order;
}

/** A turn of the worker must end with a later turn; a webhook or a page must not delay the one that is planned. */
async function postponeIfDue(deps: SettleDeps, order: Order): Promise<void> {
  const now = deps.now();
  if (order.nextActionAt && order.nextActionAt <= now)
    await deps.orders.postpone(order, new Date(now.getTime() + TIMING.order.settleRetry));
}
