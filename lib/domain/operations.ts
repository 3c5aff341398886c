import type { Currency } from '#lib/domain/money';
import type { HoldReason, OrderNumber } from '#lib/domain/order';
import type { ProviderId } from '#lib/domain/plan';
import type { Promotion } from '#lib/domain/promotion';

/** What an operator sees. No activation code, no whole address. */

/** A contradiction that the last audit found, in words. `subject`: an order's or a line's id, or what it is about. */
export type OpenBreak = {
  kind: string;
  subject: string;
  detail: string;
  foundAt: Date;
  /** Of the order that it is about. */
  orderNumber?: OrderNumber;
  meaning: string;
  mend: string;
};

export type HeldOrder = {
  number: OrderNumber;
  /** "payment", or the number of the eSIM that is held. */
  what: 'payment' | number;
  reason?: HoldReason;
  /** When the money was put on hold, or the order was made. */
  since: Date;
  promiseUntil?: Date;
};

export type Wholesaler = {
  provider: ProviderId;
  sellable: boolean;
  reason?: string;
  /** Of the process that answers; absent = the adapter has none. */
  breaker?: string;
};

/** Stock of one plan at a wholesaler whose orders do not name what they made. */
export type PoolPlan = {
  provider: ProviderId;
  offerId: string;
  /** Bought and claimed by nobody. */
  free: number;
  oldestFreeAt?: Date;
  quarantined: number;
  baseline: number;
  /** Purchases of the last day without a clear answer, and how many of them an eSIM explained. */
  ambiguous: number;
  explained: number;
  lag?: PoolLag;
};

/** From the accepted order to the eSIM in the list, over all purchases that an eSIM was counted for. */
export type PoolLag = { purchases: number; p50Seconds: number; p995Seconds: number };

export type RefundForPerson = {
  number: OrderNumber;
  position: number;
  state: string;
  amountMinor: number;
  currency: Currency;
  createdAt: Date;
  failure?: string;
};

export type SyncRun = {
  provider: string;
  startedAt: Date;
  outcome: string;
  seen: number;
  written: number;
  withdrawn: number;
  note?: string;
};

/** A promotion code, and how many orders have it of how many that may. */
export type PromotionRow = Pick<
  Promotion,
  'code' | 'percentOff' | 'phase' | 'uses' | 'usesMax' | 'startsAt' | 'endsAt'
>;

export type Overview = {
  breaks: readonly OpenBreak[];
  held: readonly HeldOrder[];
  wholesalers: readonly Wholesaler[];
  pool: readonly PoolPlan[];
  refunds: readonly RefundForPerson[];
  syncs: readonly SyncRun[];
  promotions: readonly PromotionRow[];
};

/** Anything that happened at an instant, with what there is to say of it. */
export type TimelineEntry = { at: Date; kind: string; detail: string };

export type TimelineLine = {
  line: number;
  slot: number;
  provider: string;
  offerId: string;
  fulfilment: string;
  holdReason?: string;
  giveBack: string;
  purchaseKey: string;
  purchaseRef?: string;
  attempts: number;
  failureCount: number;
  nextActionAt?: Date;
};

/** One order with everything that is stored about its way. */
export type OrderTimeline = {
  number: OrderNumber;
  /** "m…@example.com" */
  maskedEmail: string;
  payment: string;
  refund: string;
  holdReason?: string;
  quantity: number;
  priceMinor: number;
  /** "SUMMER10", and what it took off each eSIM. */
  promotion?: { code: string; discountMinor: number };
  capturedMinor?: number;
  currency: Currency;
  paymentId?: string;
  createdAt: Date;
  promiseUntil?: Date;
  nextActionAt?: Date;
  lines: readonly TimelineLine[];
  events: readonly TimelineEntry[];
  /** Purchase calls to a wholesaler with a pool. */
  attempts: readonly TimelineEntry[];
  refunds: readonly (Omit<RefundForPerson, 'number'> & { reason: string; settledAt?: Date })[];
  mails: readonly { at: Date; kind: string; sentAt?: Date; tries: number }[];
  breaks: readonly OpenBreak[];
};

/** Enough to recognise an address that is known already. */
export function maskEmail(email: string): string {
  const [name = '', host = ''] = email.split('@');
  return `${name.slice(0, 1)}…@${host}`;
}
