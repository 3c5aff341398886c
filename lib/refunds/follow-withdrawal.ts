import { TIMING } from '#lib/config/timing';
import type { OrderStore } from '#lib/db/order-store';
import { hasArrived, isWaiting, type Order, type OrderLine, WAITING_STATES } from '#lib/domain/order';
import type { Log } from '#lib/observability/log';
import { type OpenRefundDeps, type OpenRefundError, openRefund } from '#lib/refunds/open-refund';

export type FollowWithdrawalDeps = OpenRefundDeps & {
  orders: Pick<OrderStore, 'move' | 'readOrder'>;
  /** Captures or releases the order once none of its lines is waited for. */
  completeOrder: (id: Order['id']) => Promise<unknown>;
  log: Log;
};

const { lookEvery, slowestRetry } = TIMING.refund;

/**
 * Does what a declared withdrawal asks for: what has not arrived is cancelled, what has goes back by the same rules as
 * a refund. Safe to repeat. Answers when to try again while somebody could not be asked; `undefined` = nothing is left.
 */
export async function followWithdrawal(deps: FollowWithdrawalDeps, order: Order): Promise<Date | undefined> {
  const { withdrawalOpenSince: since } = order;
  if (!since) return undefined;
  if (order.payment === 'authorised') await cancelWaiting(deps, order);
  // What arrived at the same moment was captured and delivered meanwhile.
  const settled = (await deps.orders.readOrder(order.id)) ?? order;
  const refused: Refused[] = [];
  let isOpen = settled.lines.some(isWaiting);
  for (const line of settled.lines.filter(hasArrived)) {
    const opened = await openRefund(deps, settled, { line });
    if (opened.ok) continue;
    if (isAnswer(settled, opened.error)) refused.push({ line, reason: opened.error.reason });
    else isOpen = true;
  }
  if (isOpen) return retryAt(since, deps.now());
  await close(deps, settled, refused);
  return undefined;
}

type Answer = OpenRefundError & { kind: 'not_possible' };
type Refused = { line: OrderLine; reason: Answer['reason'] };

/** What arrived and could not be captured yet is charged once the payment provider answers, and goes back then. */
function isAnswer(order: Order, error: OpenRefundError): error is Answer {
  return error.kind === 'not_possible' && error.reason !== 'usage_unknown' && order.payment !== 'authorised';
}

/** The pause grows with the time that went by. */
function retryAt(since: Date, now: Date): Date {
  const pauseMs = Math.min(slowestRetry, Math.max(lookEvery, (now.getTime() - since.getTime()) / 2));
  return new Date(now.getTime() + pauseMs);
}

/** Nothing is left to go back of some by our rules. The law may allow more, so a person is told. */
async function close(deps: FollowWithdrawalDeps, { id }: Order, refused: readonly Refused[]): Promise<void> {
  for (const { line, reason } of refused) {
    deps.log.error('A withdrawal led to no refund', { orderId: id, reason });
    const event = { kind: 'withdrawal_refused', detail: { line: line.line, reason } };
    await deps.orders.move(id, { from: {}, set: {}, event });
  }
  await deps.orders.move(id, {
    from: {},
    set: { withdrawalOpenSince: null },
    event: { kind: 'withdrawal_followed' },
  });
}

/** Nothing more is delivered; the hold goes back with what is not taken. */
async function cancelWaiting(deps: FollowWithdrawalDeps, { id }: Order): Promise<void> {
  const now = deps.now();
  await deps.orders.move(id, {
    from: { payment: ['authorised'], someLine: WAITING_STATES },
    set: { nextActionAt: now },
    lines: {
      from: WAITING_STATES,
      to: 'cancelled',
      set: { cancelledAt: now, nextActionAt: now, holdReason: null, notFoundCount: 0 },
    },
    event: { kind: 'lines_given_up', detail: { reason: 'withdrawn' } },
  });
  await deps.completeOrder(id);
}
