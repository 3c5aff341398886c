import { type Money, money, smallestStep } from '#lib/domain/money';
import type { OrderId, OrderLineId, PaymentState, RefundState } from '#lib/domain/order';
import type { DataAllowance } from '#lib/domain/plan';
import type { UsageReading } from '#lib/domain/usage';

export type RefundReason = 'unused' | 'partly_used' | 'duplicate';

/** Money on its way back to a card. */
export type Refund = {
  id: string;
  orderId: OrderId;
  /** Absent for a payment that was one too many. */
  lineId?: OrderLineId;
  /** Position among the order's refunds, from 1. */
  position: number;
  reason: RefundReason;
  paymentId: string;
  amount: Money;
  state: Exclude<RefundState, 'none'>;
  /** The payment provider's id of it, once it told us. */
  refundRef?: string;
  /** The number by which the customer's bank finds it; known days later, if ever. */
  reference?: string;
  failure?: string;
  /** How often it was asked for under another key, because one try had failed. */
  tries: number;
  createdAt: Date;
  requestedAt?: Date;
  settledAt?: Date;
};

/** What the shop promises, in days from delivery. */
export type RefundPolicy = {
  /** An eSIM that never connected is taken back whole. */
  unusedDays: number;
  /** One that connected, for the part that is left. */
  partlyUsedDays: number;
};

/** Whether one eSIM's price can go back now. Every `none` names why. */
export type RefundOffer =
  | { kind: 'whole'; amount: Money; until: Date }
  | { kind: 'part'; amount: Money; until: Date; leftShare: number }
  | { kind: 'none'; reason: NoRefundReason };

/**
 * `usage_unknown`: the partner has not said whether it was used. `not_measurable`: it was used and nothing tells how
 * much is left.
 */
export type NoRefundReason =
  | 'not_charged'
  | 'already'
  | 'disputed'
  | 'too_late'
  | 'used_up'
  | 'usage_unknown'
  | 'not_measurable';

export type RefundFacts = {
  payment: PaymentState;
  price: Money;
  data: DataAllowance;
  deliveredAt: Date | undefined;
  /** The last reading that is known; the refund itself is decided on one taken for it. */
  reading: UsageReading | undefined;
  isRefunded: boolean;
};

const DAY_MS = 86_400_000;

/** What of an eSIM's price goes back, decided from facts alone. Rounded to the customer's favour. */
export function planRefund(facts: RefundFacts, policy: RefundPolicy, now: Date): RefundOffer {
  const { deliveredAt, price, reading } = facts;
  const obstacle = findObstacle(facts);
  if (obstacle || !deliveredAt) return none(obstacle ?? 'not_charged');
  if (!reading || reading.state === 'unknown') return none('usage_unknown');
  const daysOn = (days: number) => new Date(deliveredAt.getTime() + days * DAY_MS);
  if (neverConnected(reading)) {
    const until = daysOn(policy.unusedDays);
    return now <= until ? { kind: 'whole', amount: price, until } : none('too_late');
  }
  const until = daysOn(policy.partlyUsedDays);
  if (now > until) return none('too_late');
  const rest = readRest(reading, facts.data, now);
  if (rest === undefined) return none('not_measurable');
  const amount = takeShare(price, rest);
  const leftShare = rest.left / rest.total;
  return amount.minor > 0 ? { kind: 'part', amount, until, leftShare } : none('used_up');
}

const none = (reason: NoRefundReason): RefundOffer => ({ kind: 'none', reason });

function findObstacle({ payment, isRefunded }: RefundFacts): NoRefundReason | undefined {
  if (isRefunded || payment === 'refunded') return 'already';
  if (payment === 'disputed' || payment === 'lost') return 'disputed';
  if (payment === 'captured' || payment === 'partly_refunded' || payment === 'won') return undefined;
  return 'not_charged';
}

/** The partner says that the plan has not begun, and nothing was counted on it. */
export function neverConnected({ state, startedAt, usedBytes }: UsageReading): boolean {
  const isIdle = state === 'not_started' || state === 'provisioning';
  return isIdle && startedAt === undefined && (usedBytes ?? 0) === 0;
}

/** Integers with 0 <= left <= total and total > 0. */
type Rest = { left: number; total: number };

/** What is left of the data where it is limited, else of the time. `undefined` = nothing tells. */
function readRest(reading: UsageReading, data: DataAllowance, now: Date): Rest | undefined {
  const isOver = ['expired', 'depleted', 'cancelled', 'gone'].includes(reading.state);
  if (isOver || (reading.endsAt && reading.endsAt <= now)) return { left: 0, total: 1 };
  if (data.kind === 'limited') {
    const total = reading.initialBytes ?? data.bytes;
    const left =
      reading.remainingBytes ?? (reading.usedBytes === undefined ? undefined : total - reading.usedBytes);
    return left === undefined ? undefined : toRest(left, total);
  }
  const { startedAt, endsAt } = reading;
  if (!startedAt || !endsAt) return undefined;
  return toRest(endsAt.getTime() - now.getTime(), endsAt.getTime() - startedAt.getTime());
}

function toRest(left: number, total: number): Rest | undefined {
  return total > 0 ? { left: Math.max(0, Math.min(left, total)), total } : undefined;
}

/** Rounded up to what a card can be given; whole numbers throughout, as a share in floating point may be a cent off. */
function takeShare({ minor, currency }: Money, { left, total }: Rest): Money {
  const step = BigInt(smallestStep(currency));
  const parts = BigInt(total) * step;
  const rounded = ((BigInt(minor) * BigInt(left) + parts - 1n) / parts) * step;
  return money(Math.min(Number(rounded), minor), currency);
}

/** "LF-7Q4K29-R1": what a receipt and a mail call it. */
export function toRefundNumber(orderNumber: string, position: number): string {
  return `${orderNumber}-R${position}`;
}
