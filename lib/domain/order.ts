import type { Money } from '#lib/domain/money';
import type { DataAllowance, PlanId, PlanPlace, ProviderId } from '#lib/domain/plan';

/** Random, unguessable, URL-safe: 20 characters. Shown to people as `orderNumber`. */
export type OrderId = string & { readonly __brand: 'OrderId' };

export function parseOrderId(text: string): OrderId | undefined {
  return /^[a-z0-9]{20,32}$/.test(text) ? (text as OrderId) : undefined;
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

/** Every move the payment column may make; anything else is a bug. */
const PAYMENT_MOVES: Record<PaymentState, readonly PaymentState[]> = {
  none: ['session_open', 'expired'],
  session_open: ['authorised', 'expired', 'voided', 'captured'],
  authorised: ['captured', 'voided'],
  captured: ['partly_refunded', 'refunded', 'disputed'],
  partly_refunded: ['refunded', 'disputed'],
  refunded: ['disputed'],
  expired: ['authorised'],
  voided: [],
  disputed: ['won', 'lost'],
  won: [],
  lost: [],
};

const FULFILMENT_MOVES: Record<FulfilmentState, readonly FulfilmentState[]> = {
  not_started: ['queued', 'cancelled'],
  queued: ['sending', 'allocated', 'held', 'cancelled'],
  sending: ['placed', 'unknown', 'queued', 'held', 'allocated', 'cancelled'],
  placed: ['allocated', 'unknown', 'held', 'queued', 'cancelled'],
  unknown: ['placed', 'queued', 'allocated', 'held', 'cancelled'],
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

export type Order = {
  id: OrderId;
  number: OrderNumber;
  email: string;
  locale: string;
  plan: PlanSnapshot;
  price: Money;
  payment: PaymentState;
  fulfilment: FulfilmentState;
  holdReason?: HoldReason;
  refund: RefundState;
  checkoutSessionId?: string;
  paymentIntentId?: string;
  /** Our key for the wholesaler, stable for the order's whole life. */
  purchaseKey: string;
  /** The wholesaler's own id of the purchase, once it told us. */
  purchaseRef?: string;
  createdAt: Date;
  authorisedAt?: Date;
  /** When the wholesaler took the order. */
  placedAt?: Date;
  /** When the eSIM's codes were stored; the capture follows. */
  allocatedAt?: Date;
  capturedAt?: Date;
  /** When it could be shown: codes stored and money taken. */
  deliveredAt?: Date;
  releasedAt?: Date;
  /** After this instant an undelivered order is released and its hold voided. */
  promiseUntil?: Date;
  /** Purchase calls this order caused. */
  attempts: number;
  /** Look-ups in a row that did not find the purchase. */
  notFoundCount: number;
  nextActionAt?: Date;
};

/** What the traveller is told, in the order in which it happens. */
export type OrderStage =
  | 'awaiting_payment'
  | 'payment_abandoned'
  | 'on_hold'
  | 'preparing'
  | 'ready'
  | 'released'
  | 'refunded';

/** One word for the page, the status route and the mails; derived, never stored. */
export function toOrderStage(order: Pick<Order, 'payment' | 'fulfilment'>): OrderStage {
  if (order.payment === 'refunded') return 'refunded';
  if (order.payment === 'voided') return 'released';
  if (order.fulfilment === 'delivered') return 'ready';
  if (order.fulfilment === 'cancelled')
    return order.payment === 'authorised' ? 'released' : 'payment_abandoned';
  if (order.payment === 'expired') return 'payment_abandoned';
  if (order.payment === 'none' || order.payment === 'session_open') return 'awaiting_payment';
  return order.fulfilment === 'not_started' || order.fulfilment === 'queued' ? 'on_hold' : 'preparing';
}
