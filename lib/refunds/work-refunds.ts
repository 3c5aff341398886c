import { TIMING } from '#lib/config/timing';
import type { RefundStep, RefundStore } from '#lib/db/refund-store';
import type { Order } from '#lib/domain/order';
import type { Refund } from '#lib/domain/refund';
import { crashPoint } from '#lib/faults/crash-point';
import type { Log } from '#lib/observability/log';
import type { Refund as PaidRefund, PaymentProvider } from '#lib/payments/port';
import { refundMail } from '#lib/refunds/refund-mail';

export type WorkRefundsDeps = {
  refunds: Pick<RefundStore, 'listOf' | 'step'>;
  payments: Pick<PaymentProvider, 'refund' | 'readRefund'>;
  /** Brings the order's payment column to what went back, by asking the payment provider. `done`: it could be asked. */
  trackRefund: (order: Order) => Promise<{ done: boolean }>;
  now: () => Date;
  log: Log;
};

const { lookEvery, slowestRetry, giveUp, pendingLook } = TIMING.refund;

/** One turn for all open refunds of an order. Answers when to look again; `undefined` = nothing follows by itself. */
export async function workRefunds(deps: WorkRefundsDeps, order: Order): Promise<Date | undefined> {
  const pauses: number[] = [];
  for (const refund of await deps.refunds.listOf(order.id)) {
    const pauseMs = await workRefund(deps, order, refund);
    if (pauseMs !== undefined) pauses.push(pauseMs);
  }
  if (!(await isTracked(deps, order))) pauses.push(lookEvery);
  return pauses.length > 0 ? new Date(deps.now().getTime() + Math.min(...pauses)) : undefined;
}

/** Whether the payment column says what went back: made sure of in each turn, as any of them may have ended too soon. */
async function isTracked(deps: WorkRefundsDeps, order: Order): Promise<boolean> {
  const refunds = await deps.refunds.listOf(order.id);
  const wentBack = refunds.some(
    ({ state, paymentId }) => state === 'succeeded' && paymentId === order.paymentIntentId,
  );
  return !wentBack || (await deps.trackRefund(order)).done;
}

/** How long to wait for the next turn of this refund. */
async function workRefund(deps: WorkRefundsDeps, order: Order, refund: Refund): Promise<number | undefined> {
  switch (refund.state) {
    case 'succeeded':
    case 'manual':
      return undefined;
    case 'failed':
      return askAnew(deps, order, refund);
    case 'due':
      return ask(deps, order, { refund, attempt: 'first' });
    case 'requested':
      return refund.refundRef
        ? look(deps, order, refund, refund.refundRef)
        : ask(deps, order, { refund, attempt: 'again' });
  }
}

/** Written down before it is asked for, so that a crash in between is followed by a look and not by a second refund. */
async function ask(
  deps: WorkRefundsDeps,
  order: Order,
  { refund, attempt }: { refund: Refund; attempt: 'first' | 'again' },
): Promise<number | undefined> {
  if (order.payment === 'disputed' || order.payment === 'lost') return leaveToPerson(deps, order, refund);
  if (attempt === 'first') {
    const moved = await deps.refunds.step(refund, {
      from: ['due'],
      set: { state: 'requested', requestedAt: deps.now() },
      event: 'refund_requested',
    });
    if (!moved) return lookEvery;
  }
  crashPoint('r1');
  const { paymentId, amount, id, tries } = refund;
  const answer = await deps.payments.refund({
    paymentId,
    amount,
    key: `${id}_${tries + 1}`,
    reason: refund.reason === 'duplicate' ? 'duplicate' : 'requested_by_customer',
    metadata: { order_id: order.id },
    attempt,
  });
  crashPoint('r2');
  if (answer.ok) return follow(deps, order, refund, answer.value);
  // A key of ours that is refused tells nothing of what an earlier call did.
  if (answer.error.kind === 'unavailable' || answer.error.reason === 'access') return lookEvery;
  return fail(deps, refund, { failure: answer.error.reason });
}

/** One that was taken stays what it is until it can be read: another key would give the money back twice. */
async function look(
  deps: WorkRefundsDeps,
  order: Order,
  refund: Refund,
  refundRef: string,
): Promise<number | undefined> {
  const found = await deps.payments.readRefund(refundRef);
  return found.ok ? follow(deps, order, refund, found.value) : lookEvery;
}

async function follow(
  deps: WorkRefundsDeps,
  order: Order,
  refund: Refund,
  answer: PaidRefund,
): Promise<number | undefined> {
  const { refundId: refundRef, state, reference, failureReason } = answer;
  const known = { refundRef, ...(reference && { reference }) };
  if (state === 'succeeded') return succeed(deps, order, refund, known);
  if (state === 'failed' || state === 'canceled')
    return fail(deps, refund, { ...known, failure: failureReason ?? state });
  if (refund.refundRef !== refundRef)
    await move(deps, refund, { set: { ...known, state: 'requested' }, event: 'refund_taken' });
  return pendingLook;
}

async function succeed(
  deps: WorkRefundsDeps,
  order: Order,
  refund: Refund,
  known: { refundRef: string; reference?: string },
): Promise<undefined> {
  await move(deps, refund, {
    set: { ...known, state: 'succeeded', settledAt: deps.now() },
    event: 'refund_succeeded',
    mail: refundMail(order, refund, 'refund_done'),
  });
  return undefined;
}

/** The bank did not take it, or Stripe refused it; it is asked for again under another key. */
async function fail(
  deps: WorkRefundsDeps,
  refund: Refund,
  known: { refundRef?: string; failure: string },
): Promise<number> {
  deps.log.warn('A refund failed', { orderId: refund.orderId, reason: known.failure });
  await move(deps, refund, { set: { ...known, state: 'failed' }, event: 'refund_failed' });
  return retryPauseMs(refund);
}

const retryPauseMs = ({ tries }: Refund) => Math.min(slowestRetry, lookEvery * 2 ** Math.min(tries, 10));

/** The order may have its turn for another refund: this one's pause is its own. */
async function askAnew(deps: WorkRefundsDeps, order: Order, refund: Refund): Promise<number | undefined> {
  const { createdAt, requestedAt = createdAt } = refund;
  const nowMs = deps.now().getTime();
  const leftMs = requestedAt.getTime() + retryPauseMs(refund) - nowMs;
  if (leftMs > 0) return leftMs;
  if (nowMs - createdAt.getTime() > giveUp) return leaveToPerson(deps, order, refund);
  const due = await deps.refunds.step(refund, {
    from: ['failed'],
    set: { state: 'due', refundRef: null, tries: { increment: 1 } },
    event: 'refund_due_again',
  });
  return due ? ask(deps, order, { refund: due, attempt: 'first' }) : lookEvery;
}

async function leaveToPerson(deps: WorkRefundsDeps, order: Order, refund: Refund): Promise<undefined> {
  deps.log.error('A refund needs a person', { orderId: refund.orderId });
  await move(deps, refund, {
    set: { state: 'manual' },
    event: 'refund_needs_a_person',
    mail: refundMail(order, refund, 'refund_delayed'),
  });
  return undefined;
}

function move(deps: WorkRefundsDeps, refund: Refund, step: Omit<RefundStep, 'from'>) {
  return deps.refunds.step(refund, { ...step, from: ['due', 'requested', 'failed'] });
}
