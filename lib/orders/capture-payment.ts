import { TIMING } from '#lib/config/timing';
import type { OrderStore } from '#lib/db/order-store';
import type { Order } from '#lib/domain/order';
import { crashPoint } from '#lib/faults/crash-point';
import type { Log } from '#lib/observability/log';
import { orderMail } from '#lib/orders/order-mail';
import type { Completion } from '#lib/orders/plan-completion';
import type { Payment, PaymentProvider } from '#lib/payments/port';

export type CaptureDeps = {
  orders: Pick<OrderStore, 'readOrder' | 'move' | 'postpone'>;
  payments: Pick<PaymentProvider, 'capture' | 'readPayment'>;
  now: () => Date;
  log: Log;
};

const SETTLED = ['allocated', 'delivered', 'cancelled'] as const;

/**
 * Takes the sum of what arrived, once it is stored, and then lets it be shown; what is not taken is released by the
 * capture itself. Safe to repeat: Stripe captures a payment once, and what an earlier run captured is recognised.
 */
export async function capturePayment(
  deps: CaptureDeps,
  order: Order,
  due: Completion & { kind: 'capture' },
): Promise<Order> {
  const payment = await capture(deps, order, due);
  crashPoint('p1');
  if (payment?.state === 'captured') return deliver(deps, order, { payment, due });
  if (payment?.state === 'voided') return lapse(deps, order);
  const pauseMs = payment ? TIMING.order.captureRefusedRetry : TIMING.order.captureRetry;
  await deps.orders.postpone(order, new Date(deps.now().getTime() + pauseMs));
  return order;
}

/** The payment as it is after the attempt; `undefined` while nobody can say. */
async function capture(
  deps: CaptureDeps,
  order: Order,
  { amount }: Completion & { kind: 'capture' },
): Promise<Payment | undefined> {
  const paymentId = requirePaymentId(order);
  const taken = await deps.payments.capture(paymentId, amount, `cap_${order.id}_v1`);
  if (taken.ok) return taken.value;
  if (taken.error.kind === 'unavailable') return undefined;
  const found = await deps.payments.readPayment(paymentId);
  return found.ok ? found.value : undefined;
}

async function deliver(
  deps: CaptureDeps,
  order: Order,
  { payment, due }: { payment: Payment; due: Completion & { kind: 'capture' } },
): Promise<Order> {
  if (payment.captured !== due.amount.minor)
    deps.log.error('Another amount was captured than what arrived', { orderId: order.id });
  const now = deps.now();
  const moved = await deps.orders.move(order.id, {
    from: { payment: ['authorised'], lines: SETTLED },
    set: { payment: 'captured', capturedMinor: payment.captured, capturedAt: now, nextActionAt: null },
    lines: { from: ['allocated'], to: 'delivered', set: { deliveredAt: now } },
    event: { kind: 'payment_captured', detail: { minor: payment.captured, esims: due.arrived } },
    mail: orderMail(order, 'order_ready'),
  });
  return moved ?? readAgain(deps, order);
}

/**
 * The hold lapsed before the capture: lines are cancelled and lose their eSIMs. What was shown before stays with the
 * customer, without money: the audit names it (`delivered_unpaid`) until a person has seen to it.
 */
async function lapse(deps: CaptureDeps, order: Order): Promise<Order> {
  const shown = order.lines.filter(({ fulfilment }) => fulfilment === 'delivered').length;
  if (shown > 0) deps.log.error('A hold lapsed after eSIMs were shown', { orderId: order.id, count: shown });
  else deps.log.warn('A hold lapsed before it was captured', { orderId: order.id });
  const now = deps.now();
  const moved = await deps.orders.move(order.id, {
    from: { payment: ['authorised'], lines: SETTLED },
    set: { payment: 'voided', releasedAt: now, nextActionAt: null },
    lines: { from: ['allocated'], to: 'cancelled', set: { cancelledAt: now, nextActionAt: now } },
    event: { kind: 'payment_lapsed', detail: { shown } },
    mail: orderMail(order, 'order_released'),
  });
  return moved ?? readAgain(deps, order);
}

async function readAgain(deps: CaptureDeps, order: Order): Promise<Order> {
  return (await deps.orders.readOrder(order.id)) ?? order;
}

function requirePaymentId(order: Order): string {
  if (!order.paymentIntentId) throw new Error('An authorised order has no payment');
  return order.paymentIntentId;
}
