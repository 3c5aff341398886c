import type { OrderStore } from '#lib/db/order-store';
import type { RateLimits } from '#lib/db/rate-limits';
import {
  hasArrived,
  type Order,
  type OrderLine,
  type OrderNumber,
  parseOrderNumber,
  WAITING_STATES,
} from '#lib/domain/order';
import type { Log } from '#lib/observability/log';
import { type OpenRefundDeps, type OpenRefundError, openRefund } from '#lib/refunds/open-refund';

export type WithdrawalDeps = OpenRefundDeps & {
  orders: Pick<OrderStore, 'move'> & {
    readOrderByNumber: (number: OrderNumber) => Promise<Order | undefined>;
  };
  limits: Pick<RateLimits, 'take'>;
  /** Captures or releases the order once none of its lines is waited for. */
  completeOrder: (id: Order['id']) => Promise<unknown>;
  log: Log;
};

/** `name`: as the consumer gave it, or empty; it is part of what is acknowledged. */
export type WithdrawalInput = {
  number: string;
  email: string;
  name: string;
  locale: string;
  clientKey: string;
};

export type WithdrawalAnswer =
  | { kind: 'received'; at: Date }
  | { kind: 'too_many'; retryAfterSeconds: number };

/**
 * Takes a consumer's withdrawal from the contract, without an account. It is acknowledged by mail, and answered the
 * same whether number and address belong together or not. What has not arrived is cancelled; what has goes back by
 * the same rules as a refund.
 */
export async function declareWithdrawal(
  deps: WithdrawalDeps,
  input: WithdrawalInput,
): Promise<WithdrawalAnswer> {
  const email = input.email.trim().toLowerCase();
  for (const [kind, key] of [
    ['order_link_client', input.clientKey],
    ['order_link_email', email],
  ] as const) {
    const taken = await deps.limits.take(kind, key);
    if (!taken.ok) return { kind: 'too_many', retryAfterSeconds: taken.retryAfterSeconds };
  }
  const at = deps.now();
  const number = parseOrderNumber(input.number);
  const order = number && (await deps.orders.readOrderByNumber(number));
  if (order && order.email === email) await withdraw(deps, order, { ...input, at });
  return { kind: 'received', at };
}

async function withdraw(
  deps: WithdrawalDeps,
  order: Order,
  { at, name, locale }: Pick<WithdrawalInput, 'name' | 'locale'> & { at: Date },
): Promise<void> {
  const { id, email: to } = order;
  const declared = await deps.orders.move(id, {
    from: {},
    set: {},
    event: { kind: 'withdrawal_declared' },
    mail: {
      dedupeKey: `withdrawal_received:${id}`,
      kind: 'withdrawal_received',
      to,
      locale,
      data: { at: at.toISOString(), ...(name && { name }) },
    },
  });
  const current = declared ?? order;
  if (current.payment === 'authorised') await cancelWaiting(deps, current, at);
  // What arrived at the same moment was captured and delivered meanwhile.
  const settled = (await deps.orders.readOrderByNumber(order.number)) ?? current;
  for (const line of settled.lines.filter(hasArrived)) {
    const opened = await openRefund(deps, settled, line);
    if (!opened.ok) await noteRefused(deps, line, opened.error);
  }
}

/**
 * Nothing is left to go back by our rules, or nobody could say. The law may allow more, so a person is told of both;
 * the latter stays a break until it is answered.
 */
async function noteRefused(deps: WithdrawalDeps, line: OrderLine, error: OpenRefundError): Promise<void> {
  const reason = error.kind === 'not_possible' ? error.reason : error.kind;
  // What arrived and could not be captured yet is charged once the payment provider answers.
  const isAnswered = error.kind === 'not_possible' && line.payment !== 'authorised';
  deps.log.error('A withdrawal led to no refund', { orderId: line.orderId, reason });
  const kind = isAnswered ? 'withdrawal_refused' : 'withdrawal_unanswered';
  const event = { kind, detail: { line: line.line, reason } };
  await deps.orders.move(line.orderId, { from: {}, set: {}, event });
}

/** Nothing more is delivered; the hold goes back with what is not taken. */
async function cancelWaiting(deps: WithdrawalDeps, order: Order, now: Date): Promise<void> {
  await deps.orders.move(order.id, {
    from: { payment: ['authorised'] },
    set: { nextActionAt: now },
    lines: {
      from: WAITING_STATES,
      to: 'cancelled',
      set: { cancelledAt: now, nextActionAt: now, holdReason: null },
    },
    event: { kind: 'lines_given_up', detail: { reason: 'withdrawn' } },
  });
  await deps.completeOrder(order.id);
}
