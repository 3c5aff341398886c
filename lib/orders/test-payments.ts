import type { OrderStore } from '#lib/db/order-store';
import { parseCountry } from '#lib/domain/country';
import { type Money, money } from '#lib/domain/money';
import { type Order, type OrderId, parseOrderId, parseOrderNumber } from '#lib/domain/order';
import { parsePlanId } from '#lib/domain/plan';
import { err, ok } from '#lib/domain/result';
import type { Log } from '#lib/observability/log';
import type { CheckoutSession, Payment, PaymentError } from '#lib/payments/port';

/** For tests: a clock that stands still. */
export const NOW = new Date('2026-11-22T12:00:00Z');
export const quietLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

type World = { payment: Payment; session: CheckoutSession; outage: PaymentError | undefined };

/** For tests: one payment at the payment provider, with its rules of what may follow what, and a count of what was done. */
export function createTestPayments(orderId: string) {
  const payment: Payment = {
    id: `pi_${orderId}`,
    state: 'authorised',
    orderId,
    amount: money(1990, 'EUR'),
    live: false,
    capturable: 1990,
    captured: 0,
    refunded: 0,
  };
  const session: CheckoutSession = { id: `cs_${orderId}`, state: 'complete', paymentId: payment.id };
  const world: World = { payment, session, outage: undefined };
  const counts = { captured: 0, voided: 0 };

  const change = (state: 'captured' | 'voided', captured: number) => {
    if (world.outage) return err(world.outage);
    if (world.payment.state !== 'authorised' || captured > world.payment.capturable)
      return err({ kind: 'rejected', reason: 'state' } as const);
    counts[state] += 1;
    world.payment = { ...world.payment, state, captured, capturable: 0 };
    return ok(world.payment);
  };
  return {
    world,
    counts,
    payments: {
      live: false,
      readCheckout: async () => (world.outage ? err(world.outage) : ok(world.session)),
      readPayment: async () => (world.outage ? err(world.outage) : ok(world.payment)),
      capture: async (_: string, amount: Money) => change('captured', amount.minor),
      voidPayment: async () => change('voided', 0),
      readRefund: async () => err({ kind: 'unavailable' } as const),
    },
  };
}

let count = 0;

/** For tests: an order whose pay page is open. */
export async function insertTestOrder(orders: OrderStore): Promise<OrderId> {
  count += 1;
  const id = parseOrderId(`order${String(count).padStart(19, '0')}`);
  const number = parseOrderNumber(`LF-${String(count).padStart(6, '0')}`);
  const [planId, code] = [parsePlanId('zim-japan'), parseCountry('JP')];
  if (!id || !number || !planId || !code) throw new Error('malformed test order');
  await orders.insertOrder({
    id,
    number,
    email: 'ana@example.com',
    locale: 'en',
    plan: {
      planId,
      provider: 'zim',
      offerId: 'plan_1',
      place: { kind: 'country', code },
      data: { kind: 'limited', bytes: 10_737_418_240 },
      validityDays: 30,
      start: 'not_stated',
      topUp: 'not_stated',
      costCurrency: 'EUR',
      costMinor: 900,
    },
    quantity: 1,
    unitPrice: money(1990, 'EUR'),
    price: money(1990, 'EUR'),
    taxBps: 1_900,
    createdAt: NOW,
    nextActionAt: new Date(NOW.getTime() + 1_920_000),
  });
  await orders.move(id, {
    from: { payment: ['none'] },
    set: { payment: 'session_open', checkoutSessionId: `cs_${id}` },
    event: { kind: 'session_opened' },
  });
  return id;
}

/** For tests: the same order, paid for and in the given state of fulfilment. Its promise ends as given, if at all. */
export async function insertAuthorisedOrder(
  orders: OrderStore,
  fulfilment: 'queued' | 'allocated' = 'queued',
  change: { promiseUntil?: Date } = {},
): Promise<OrderId> {
  const id = await insertTestOrder(orders);
  await orders.move(id, {
    from: { payment: ['session_open'] },
    set: {
      payment: 'authorised',
      paymentIntentId: `pi_${id}`,
      authorisedAt: NOW,
      nextActionAt: NOW,
      ...change,
    },
    lines: { from: ['not_started'], to: 'queued', set: { nextActionAt: NOW } },
    event: { kind: 'payment_authorised' },
  });
  if (fulfilment === 'allocated') await allocate(orders, id);
  return id;
}

export function allocate(orders: OrderStore, id: OrderId): Promise<Order | undefined> {
  return orders.move(id, {
    from: { payment: ['authorised'], lines: ['queued'] },
    set: {},
    lines: { from: ['queued'], to: 'allocated' },
    event: { kind: 'allocated' },
  });
}
