import { hasArrived, type Order } from '#lib/domain/order';
import { hasGuard } from '#lib/faults/guard';
import type { CheckoutSession, Payment } from '#lib/payments/port';

/** What the payment provider states at this moment. */
export type PaymentFacts = { session?: CheckoutSession; payment?: Payment; live: boolean };

/** Which fact of a payment contradicts the order. */
export type MismatchField = 'order' | 'mode' | 'currency' | 'amount';

export type Settlement =
  /** Nothing has changed, or nothing that is this function's to change. */
  | { kind: 'nothing' }
  /** The pay page is open, or the bank has not answered. */
  | { kind: 'wait' }
  /** Closed without a payment: nobody paid in time, or the bank refused after the pay page was done. */
  | { kind: 'expire'; because: 'time_over' | 'payment_failed' }
  | { kind: 'authorise'; payment: Payment }
  /** Money is on hold for an order that is closed: it is to go back. */
  | { kind: 'authorise_closed'; payment: Payment }
  /** The hold lapsed or was cancelled. */
  | { kind: 'void'; payment: Payment }
  | { kind: 'mismatch'; payment: Payment; field: MismatchField };

/** Decides from the order and from what is true at the payment provider; no event is an argument. */
export function planSettlement(order: Order, facts: PaymentFacts): Settlement {
  const { session, payment } = facts;
  if (!payment || payment.state === 'pending' || payment.state === 'failed') return planUnpaid(order, facts);
  const field = findMismatch(order, payment, facts.live);
  if (field) return { kind: 'mismatch', payment, field };
  if (payment.state === 'voided') return planVoided(order, payment, session);
  if (order.payment === 'authorised') return { kind: 'nothing' };
  const isClosed =
    order.payment === 'expired' || order.lines.every((line) => line.fulfilment === 'cancelled');
  return { kind: isClosed ? 'authorise_closed' : 'authorise', payment };
}

function planUnpaid(order: Order, { session, payment }: Omit<PaymentFacts, 'live'>): Settlement {
  if (order.payment !== 'session_open') return { kind: 'nothing' };
  if (payment?.state === 'failed') return { kind: 'expire', because: 'payment_failed' };
  return session?.state === 'expired' ? { kind: 'expire', because: 'time_over' } : { kind: 'wait' };
}

/** A lapsed hold closes the order, unless an eSIM is here: then the capture finds out and gives the eSIM back. */
function planVoided(order: Order, payment: Payment, session: CheckoutSession | undefined): Settlement {
  // An attempt that never succeeded is cancelled when the pay page closes; nothing was ever on hold.
  if (order.payment === 'session_open' && session?.state === 'expired')
    return { kind: 'expire', because: 'time_over' };
  const isOpen = order.payment === 'session_open' || order.payment === 'authorised';
  return isOpen && !order.lines.some(hasArrived) ? { kind: 'void', payment } : { kind: 'nothing' };
}

function findMismatch(order: Order, payment: Payment, live: boolean): MismatchField | undefined {
  if (payment.orderId !== order.id) return 'order';
  if (payment.live !== live) return 'mode';
  if (payment.amount?.currency !== order.price.currency) return 'currency';
  if (payment.state === 'voided') return undefined;
  const secured = payment.state === 'captured' ? payment.captured : payment.capturable;
  return secured === order.price.minor || !hasGuard('amount_check') ? undefined : 'amount';
}
