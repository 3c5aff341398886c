import { type Money, money } from '#lib/domain/money';
import type { OrderId } from '#lib/domain/order';
import { err, ok, type Result } from '#lib/domain/result';
import type {
  CheckoutSession,
  Payment,
  PaymentError,
  PaymentHint,
  PaymentProvider,
  Refund,
} from '#lib/payments/port';

/** `down`: nothing is done. `deaf`: it is done, and the answer gets lost. */
export type Mood = 'well' | 'down' | 'deaf';

type BankPayments = Pick<
  PaymentProvider,
  'live' | 'readCheckout' | 'readPayment' | 'capture' | 'voidPayment' | 'refund' | 'readRefund'
>;

/** One order's payment as Stripe would keep it, and what may happen to it there. */
export function createBank(orderId: OrderId, price: Money, now: () => Date) {
  const { currency } = price;
  const session: CheckoutSession = { id: `cs_${orderId}`, state: 'open', orderId };
  const payment: Payment = {
    id: `pi_${orderId}`,
    state: 'pending',
    orderId,
    amount: price,
    live: false,
    ...{ capturable: 0, captured: 0, refunded: 0 },
  };
  const refunds: Refund[] = [];
  const events: PaymentHint[] = [];
  const state = {
    mood: 'well' as Mood,
    refundOutcome: 'succeeded' as 'succeeded' | 'pending' | 'failed',
    hasLapsed: false,
  };

  const announce = (type: string) => {
    const { id: paymentId } = payment;
    events.push({
      eventId: `evt_${orderId}_${events.length + 1}`,
      type,
      orderId,
      paymentId,
      createdAt: now(),
    });
  };
  const count = () => {
    const standing = refunds.filter((one) => one.state !== 'failed');
    payment.refunded = standing.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  };
  const read = <T>(answer: () => Result<T, PaymentError>): Promise<Result<T, PaymentError>> =>
    Promise.resolve(state.mood === 'well' ? answer() : err({ kind: 'unavailable' }));
  const act = async <T>(work: () => Result<T, PaymentError>): Promise<Result<T, PaymentError>> => {
    if (state.mood === 'down') return err({ kind: 'unavailable' });
    const answer = work();
    return state.mood === 'deaf' ? err({ kind: 'unavailable' }) : structuredClone(answer);
  };
  const refuse = (reason: string) => err({ kind: 'rejected', reason } as const);
  const settle = (to: 'captured' | 'voided', minor: number) => {
    if (payment.state !== 'authorised' || minor > payment.capturable) return refuse('state');
    Object.assign(payment, { state: to, captured: minor, capturable: 0 });
    announce(to === 'captured' ? 'payment_intent.succeeded' : 'payment_intent.canceled');
    return ok(payment);
  };
  const makeRefund = (key: string, amountMinor: number) => {
    const known = refunds.find((one) => one.key === key);
    if (known) return ok(known);
    if (payment.dispute && payment.dispute.status !== 'won') return refuse('charge_disputed');
    if (amountMinor > payment.captured - payment.refunded) return refuse('invalid_amount');
    const made: Refund = {
      refundId: `re_${orderId}_${refunds.length + 1}`,
      key,
      amountMinor,
      state: state.refundOutcome,
    };
    refunds.push(made);
    count();
    announce('charge.refunded');
    return ok(made);
  };
  const payments: BankPayments = {
    live: false,
    readCheckout: () =>
      read(() => ok({ ...session, ...(session.state !== 'open' && { paymentId: payment.id }) })),
    readPayment: () => read(() => ok(structuredClone(payment))),
    capture: (_, amount) => act(() => settle('captured', amount.minor)),
    voidPayment: () => act(() => settle('voided', 0)),
    refund: ({ key, amount }) => act(() => makeRefund(key, amount.minor)),
    readRefund: (id) =>
      read(() => {
        const found = refunds.find(({ refundId }) => refundId === id);
        return found ? ok(structuredClone(found)) : refuse('resource_missing');
      }),
  };
  const turnRefund = (from: Refund['state'], to: Refund['state']) => {
    const refund = refunds.find((one) => one.state === from);
    if (!refund) return;
    refund.state = to;
    count();
    announce(to === 'failed' ? 'refund.failed' : 'refund.updated');
  };

  return {
    ...{ state, session, payment, refunds, events, payments, price: money(price.minor, currency) },
    pay() {
      if (session.state !== 'open') return;
      session.state = 'complete';
      Object.assign(payment, { state: 'authorised', capturable: price.minor });
      announce('payment_intent.amount_capturable_updated');
      announce('checkout.session.completed');
    },
    closePage() {
      if (session.state !== 'open') return;
      session.state = 'expired';
      Object.assign(payment, { state: 'voided' });
      announce('checkout.session.expired');
    },
    lapse() {
      if (payment.state !== 'authorised') return;
      state.hasLapsed = true;
      settle('voided', 0);
    },
    settleRefund: () => turnRefund('pending', 'succeeded'),
    failRefund: () => turnRefund('pending', 'failed'),
    bounceRefund: () => turnRefund('succeeded', 'failed'),
    dispute() {
      if (payment.state !== 'captured' || payment.dispute) return;
      payment.dispute = { status: 'open', amountMinor: payment.captured };
      announce('charge.dispute.created');
    },
    closeDispute(status: 'won' | 'lost') {
      if (payment.dispute?.status !== 'open') return;
      payment.dispute = { ...payment.dispute, status };
      announce('charge.dispute.closed');
    },
  };
}
