import type { Money } from '#lib/domain/money';
import type { DataAllowance, PlanId, PlanPlace, ProviderId } from '#lib/domain/plan';
import type { OrderPromotion } from '#lib/domain/promotion';

/** Random, unguessable, URL-safe: 20 characters. Shown to people as `orderNumber`. */
export type OrderId = string & { readonly __brand: 'OrderId' };

export function parseOrderId(text: string): OrderId | undefined {
  return /^[a-z0-9]{20,32}$/.test(text) ? (text as OrderId) : undefined;
}

/** "<order id>-<line>": one eSIM of an order. */
export type OrderLineId = string & { readonly __brand: 'OrderLineId' };

export function parseOrderLineId(text: string): OrderLineId | undefined {
  return /^[a-z0-9]{20,32}-\d{1,3}$/.test(text) ? (text as OrderLineId) : undefined;
}

export function toOrderLineId(orderId: OrderId, line: number): OrderLineId {
  return `${orderId}-${line}` as OrderLineId;
}

/** A line's key for a wholesaler, counted up with each try that the wholesaler closed: "o-<order id>-<line>-<try>". */
export const toPurchaseKey = (id: OrderLineId, tried: number): string => `o-${id}-${tried}`;

/** The line that a key was made for; `undefined` for a key that is not of this shop. */
export function toLineOfKey(key: string): OrderLineId | undefined {
  return parseOrderLineId(/^o-(.+)-\d+$/.exec(key)?.[1] ?? '');
}

/** "LF-7Q4K29": what a traveller reads out to support. Says nothing and opens nothing by itself. */
export type OrderNumber = string & { readonly __brand: 'OrderNumber' };

export function parseOrderNumber(text: string): OrderNumber | undefined {
  const upper = text.trim().toUpperCase();
  return /^LF-[0-9A-HJKMNP-TV-Z]{6,8}$/.test(upper) ? (upper as OrderNumber) : undefined;
}

export const PAYMENT_STATES = [
  'none',
  'session_open',
  'authorised',
  'captured',
  'partly_refunded',
  'refunded',
  'expired',
  'voided',
  'disputed',
  'won',
  'lost',
] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

export const FULFILMENT_STATES = [
  'not_started',
  'queued',
  'sending',
  'placed',
  'unknown',
  'held',
  'allocated',
  'delivered',
  'cancelled',
] as const;
export type FulfilmentState = (typeof FULFILMENT_STATES)[number];

export const HOLD_REASONS = ['wallet', 'breaker', 'price', 'review'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

export const REFUND_STATES = ['none', 'due', 'requested', 'succeeded', 'failed', 'manual'] as const;
export type RefundState = (typeof REFUND_STATES)[number];

/** Giving an eSIM back to its wholesaler after the customer's refund. `done` also where the wholesaler takes nothing back. */
export const GIVE_BACK_STATES = ['none', 'due', 'requested', 'done', 'refused'] as const;
export type GiveBackState = (typeof GIVE_BACK_STATES)[number];

/** How many eSIMs one order may have. */
export const MOST_ESIMS = 10;

export function isQuantity(quantity: number): boolean {
  return Number.isInteger(quantity) && quantity >= 1 && quantity <= MOST_ESIMS;
}

/** Every move the payment column may make; anything else is a bug. A complaint may be heard of when it is lost already. */
const PAYMENT_MOVES: Record<PaymentState, readonly PaymentState[]> = {
  none: ['session_open', 'expired'],
  session_open: ['authorised', 'expired', 'voided', 'captured'],
  authorised: ['captured', 'voided'],
  captured: ['partly_refunded', 'refunded', 'disputed', 'lost'],
  partly_refunded: ['refunded', 'disputed', 'lost', 'captured'],
  refunded: ['disputed', 'lost', 'captured', 'partly_refunded'],
  expired: ['authorised'],
  voided: [],
  disputed: ['won', 'lost'],
  won: ['partly_refunded', 'refunded', 'disputed', 'lost'],
  lost: [],
};

/** From `placed` and `unknown` a pooled wholesaler's eSIM is bought once more, when what was bought never shows. */
const FULFILMENT_MOVES: Record<FulfilmentState, readonly FulfilmentState[]> = {
  not_started: ['queued', 'cancelled'],
  queued: ['sending', 'allocated', 'held', 'cancelled'],
  sending: ['placed', 'unknown', 'queued', 'held', 'allocated', 'cancelled'],
  placed: ['sending', 'allocated', 'unknown', 'held', 'queued', 'cancelled'],
  unknown: ['sending', 'placed', 'queued', 'allocated', 'held', 'cancelled'],
  held: ['queued', 'cancelled'],
  allocated: ['delivered', 'cancelled'],
  delivered: [],
  cancelled: [],
};

export function canPaymentMove(from: PaymentState, to: PaymentState): boolean {
  return PAYMENT_MOVES[from].includes(to);
}

export function canFulfilmentMove(from: FulfilmentState, to: FulfilmentState): boolean {
  return FULFILMENT_MOVES[from].includes(to);
}

/** The plan as it was sold: what the order owes, whatever the catalogue says later. */
export type PlanSnapshot = {
  planId: PlanId;
  provider: ProviderId;
  offerId: string;
  place: PlanPlace;
  data: DataAllowance;
  validityDays: number;
  start: 'first_connection' | 'not_stated';
  topUp: 'yes' | 'no' | 'not_stated';
  /** In which currency the wholesaler is asked to charge us; one of those it quoted. */
  costCurrency: string;
  costMinor: number;
};

/** One eSIM of an order, on its own way from purchase to delivery. */
export type OrderLine = {
  /** "<order id>-<line>" */
  id: OrderLineId;
  orderId: OrderId;
  line: number;
  /** Which traveller's eSIM it is, from 1. A line given up for a substitute shares its slot with it. */
  slot: number;
  /** The order's plan, or the substitute that was agreed to. */
  plan: PlanSnapshot;
  fulfilment: FulfilmentState;
  holdReason?: HoldReason;
  /** Our key for the wholesaler, stable until the wholesaler closed it as failed. */
  purchaseKey: string;
  /** The wholesaler's own id of the purchase, once it told us. */
  purchaseRef?: string;
  /** When the wholesaler took the order. */
  placedAt?: Date;
  /** When the eSIM's codes were stored. */
  allocatedAt?: Date;
  /** When they could be shown. */
  deliveredAt?: Date;
  cancelledAt?: Date;
  giveBack: GiveBackState;
  /** Purchase calls this line caused. */
  attempts: number;
  /** Look-ups in a row that did not find the purchase. */
  notFoundCount: number;
  nextActionAt?: Date;
  /** Of the order: a line moves only while its order is paid for and in time. */
  payment: PaymentState;
  promiseUntil?: Date;
  /** Whose turn this is: a move of the line is refused when another worker has taken it since. */
  leaseToken?: string;
};

export type Order = {
  id: OrderId;
  number: OrderNumber;
  email: string;
  locale: string;
  plan: PlanSnapshot;
  quantity: number;
  /** What one eSIM costs, after the discount. */
  unitPrice: Money;
  promotion?: OrderPromotion;
  /** `quantity` times the unit price: what is held. */
  price: Money;
  payment: PaymentState;
  refund: RefundState;
  /** Why a person has to look at the payment. */
  holdReason?: HoldReason;
  checkoutSessionId?: string;
  paymentIntentId?: string;
  /** What was taken: the sum of what arrived. Smallest units. */
  capturedMinor?: number;
  /** The tax within its prices, as it was when it was made; 1900 = 19 %. */
  taxBps: number;
  createdAt: Date;
  authorisedAt?: Date;
  capturedAt?: Date;
  releasedAt?: Date;
  /** After this instant what has not arrived is given up and its part of the hold released. */
  promiseUntil?: Date;
  /** When the customer was told by mail that it takes longer. */
  delayedAt?: Date;
  /** Since when a withdrawal has been declared that is not followed to its end. */
  withdrawalOpenSince?: Date;
  nextActionAt?: Date;
  /** By line number; at least one. */
  lines: readonly OrderLine[];
};

/** What one eSIM cost on our shelf, before any discount. */
export function toListPrice({ unitPrice, promotion }: Pick<Order, 'unitPrice' | 'promotion'>): Money {
  return { ...unitPrice, minor: unitPrice.minor + (promotion?.discount.minor ?? 0) };
}

/** States in which an eSIM may still come. */
export const WAITING_STATES = [
  'queued',
  'sending',
  'placed',
  'unknown',
  'held',
] as const satisfies readonly FulfilmentState[];

export function isWaiting(line: Pick<OrderLine, 'fulfilment'>): boolean {
  return WAITING_STATES.some((state) => state === line.fulfilment);
}

/** The line that stands for each slot: where one was given up for a substitute, the substitute. */
export function toLiveLines<Line extends Pick<OrderLine, 'slot'>>(lines: readonly Line[]): Line[] {
  const bySlot = new Map(lines.map((line) => [line.slot, line]));
  return [...bySlot.values()].sort((a, b) => a.slot - b.slot);
}

/** The plan that all of them have; `undefined` where a substitute made them differ. */
export function findCommonPlan(slots: readonly { plan: PlanSnapshot }[]): PlanSnapshot | undefined {
  const [first, ...others] = slots.map(({ plan }) => plan);
  return others.every((plan) => plan.planId === first?.planId) ? first : undefined;
}

/** Its codes are stored: it counts for the capture. */
export function hasArrived(line: Pick<OrderLine, 'fulfilment'>): boolean {
  return line.fulfilment === 'allocated' || line.fulfilment === 'delivered';
}

/** What the traveller is told, in the order in which it happens. */
export type OrderStage =
  | 'awaiting_payment'
  | 'payment_abandoned'
  | 'on_hold'
  | 'preparing'
  | 'ready'
  | 'released'
  | 'refunded';

type StageFacts = { payment: PaymentState; lines: readonly Pick<OrderLine, 'fulfilment'>[] };

/** One word for the page, the status route and the mails; derived, never stored. `ready`: at least one eSIM can be shown. */
export function toOrderStage({ payment, lines }: StageFacts): OrderStage {
  if (payment === 'refunded') return 'refunded';
  if (payment === 'voided') return 'released';
  if (lines.some((line) => line.fulfilment === 'delivered')) return 'ready';
  if (lines.every((line) => line.fulfilment === 'cancelled'))
    return payment === 'authorised' ? 'released' : 'payment_abandoned';
  if (payment === 'expired') return 'payment_abandoned';
  if (payment === 'none' || payment === 'session_open') return 'awaiting_payment';
  const untouched = lines.every(({ fulfilment }) =>
    ['not_started', 'queued', 'cancelled'].includes(fulfilment),
  );
  return untouched ? 'on_hold' : 'preparing';
}
