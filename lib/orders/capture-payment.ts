import type { OrderStore } from '#lib/db/order-store';
import type { Order, OrderId } from '#lib/domain/order';
import { err, ok, type Result } from '#lib/domain/result';
import type { Log } from '#lib/observability/log';
import { orderMail } from '#lib/orders/order-mail';
import type { Payment, PaymentProvider } from '#lib/payments/port';

export type CaptureDeps = {
  orders: Pick<OrderStore, 'readOrder' | 'move' | 'postpone'>;
  payments: Pick<PaymentProvider, 'capture' | 'readPayment'>;
  /** Takes the eSIM from an order whose money is gone. Called again after a crash: must be idempotent. */
  returnEsim: (order: Order) => Promise<void>;
  now: () => Date;
  log: Log;
};

export type CaptureError = { kind: 'order_unknown' };

const RETRY_MS = 15_000;
const REFUSED_RETRY_MS = 60_000;

/**
 * Takes the held money once the eSIM is stored, and only then lets it be shown. Safe to repeat: Stripe captures a
 * payment once, and what an earlier run captured is recognised. Answers the order as it is afterwards.
 */
export async function capturePayment(deps: CaptureDeps, id: OrderId): Promise<Result<Order, CaptureError>> {
  const order = await deps.orders.readOrder(id);
  if (!order) return err({ kind: 'order_unknown' });
  if (order.fulfilment !== 'allocated' || order.payment !== 'authorised') return ok(order);
  const payment = await capture(deps, order);
  if (payment?.state === 'captured') return ok(await deliver(deps, order, payment));
  if (payment?.state === 'voided') return ok(await lapse(deps, order));
  await postpone(deps, order, payment ? REFUSED_RETRY_MS : RETRY_MS);
  return ok(order);
}

/** The payment as it is after the attempt; `undefined` while nobody can say. */
async function capture(deps: CaptureDeps, order: Order): Promise<Payment | undefined> {
  const paymentId = requirePaymentId(order);
  const taken = await deps.payments.capture(paymentId, order.price, `cap_${order.id}_v1`);
  if (taken.ok) return taken.value;
  if (taken.error.kind === 'unavailable') return undefined;
  const found = await deps.payments.readPayment(paymentId);
  return found.ok ? found.value : undefined;
}

async function deliver(deps: CaptureDeps, order: Order, payment: Payment): Promise<Order> {
  if (payment.captured !== order.price.minor)
    deps.log.error('Another amount was captured than the price', { orderId: order.id });
  const now = deps.now();
  const moved = await deps.orders.move(order.id, {
    from: { payment: ['authorised'], fulfilment: ['allocated'] },
    set: {
      payment: 'captured',
      fulfilment: 'delivered',
      capturedAt: now,
      deliveredAt: now,
      nextActionAt: null,
    },
    event: { kind: 'payment_captured', detail: { minor: payment.captured } },
    mail: orderMail(order, 'order_ready'),
  });
  return moved ?? readAgain(deps, order);
}

/** The hold lapsed before the capture. The eSIM goes back first: the order is still found if that fails. */
async function lapse(deps: CaptureDeps, order: Order): Promise<Order> {
  deps.log.warn('A hold lapsed before it was captured', { orderId: order.id });
  await deps.returnEsim(order);
  const now = deps.now();
  const moved = await deps.orders.move(order.id, {
    from: { payment: ['authorised'], fulfilment: ['allocated'] },
    set: { payment: 'voided', fulfilment: 'cancelled', releasedAt: now, nextActionAt: now },
    event: { kind: 'payment_lapsed' },
    mail: orderMail(order, 'order_released'),
  });
  return moved ?? readAgain(deps, order);
}

async function postpone(deps: CaptureDeps, order: Order, delayMs: number): Promise<void> {
  await deps.orders.postpone(order.id, new Date(deps.now().getTime() + delayMs));
}

async function readAgain(deps: CaptureDeps, order: Order): Promise<Order> {
  return (await deps.orders.readOrder(order.id)) ?? order;
}

function requirePaymentId(order: Order): string {
  if (!order.paymentIntentId) throw new Error('An authorised order has no payment');
  return order.paymentIntentId;
}
