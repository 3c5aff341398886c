import type { ActivationCode, Iccid, ProfileState } from '#lib/domain/esim';
import type { Money } from '#lib/domain/money';
import type {
  HoldReason,
  OrderId,
  OrderLineId,
  OrderNumber,
  OrderStage,
  PlanSnapshot,
} from '#lib/domain/order';
import type { PromisePhase } from '#lib/domain/promise';
import type { OrderPromotion } from '#lib/domain/promotion';
import { type Refund, type RefundOffer, toRefundNumber } from '#lib/domain/refund';
import type { Difference } from '#lib/domain/substitute';
import type { Meter } from '#lib/domain/usage';

/** An order as its owner sees it. Built by hand, field by field; holds the activation code only where it may be shown. */
export type OrderView = {
  id: OrderId;
  number: OrderNumber;
  stage: OrderStage;
  email: string;
  plan: PlanSnapshot;
  quantity: number;
  /** After the discount. */
  unitPrice: Money;
  promotion?: OrderPromotion;
  /** What is held while nothing is taken. */
  price: Money;
  /** What was taken: the sum of what arrived. */
  captured?: Money;
  holdReason?: HoldReason;
  createdAt: Date;
  authorisedAt?: Date;
  /** When the wholesaler took the order. */
  placedAt?: Date;
  capturedAt?: Date;
  deliveredAt?: Date;
  releasedAt?: Date;
  promiseUntil?: Date;
  /** Since when a withdrawal is being carried out. */
  withdrawnAt?: Date;
  /** Where an unpaid order can still be paid. */
  payUrl?: string;
  /** The money is settled: nothing more is waited for. */
  settled: boolean;
  /** How far the promised time is, while something is waited for. */
  phase?: PromisePhase;
  /** By slot: one per traveller. */
  slots: readonly SlotView[];
};

/**
 * One traveller's eSIM. `not_delivered`: it did not arrive in time and is not charged. `closed`: it was delivered and is
 * shown no more, because the payment as a whole went back.
 */
export type SlotView = { slot: number; lineId: OrderLineId; plan: PlanSnapshot } & (
  | { kind: 'waiting'; holdReason?: HoldReason; substitute?: SubstituteView }
  | { kind: 'ready'; esim: EsimView; refundOffer: RefundOffer }
  | { kind: 'refunded'; refund: RefundView }
  | { kind: 'not_delivered' }
  | { kind: 'closed' }
);

/** What a traveller who waits too long may have instead, at the price that is held. */
export type SubstituteView = { plan: PlanSnapshot; differences: readonly Difference[] };

/** Money on its way back, or back. `number`: what receipts and mails call it. */
export type RefundView = Pick<
  Refund,
  'amount' | 'state' | 'reason' | 'createdAt' | 'settledAt' | 'reference'
> & {
  number: string;
};

export function toRefundView(order: { number: OrderNumber }, refund: Refund): RefundView {
  const { amount, state, reason, createdAt, settledAt, reference, position } = refund;
  return {
    number: toRefundNumber(order.number, position),
    ...{ amount, state, reason, createdAt },
    ...(settledAt && { settledAt }),
    ...(reference && { reference }),
  };
}

export type EsimView = {
  id: string;
  iccid: Iccid;
  activationCode: ActivationCode;
  profileState: ProfileState;
  meter: Meter;
  /** How often the partner says it measures; absent = not stated. */
  usageEveryMinutes?: number;
};

/** An eSIM in the account's list: no activation code. */
export type EsimSummary = {
  id: string;
  /** Which of the order's eSIMs, where there are several. */
  slot?: number;
  orderId: OrderId;
  orderNumber: OrderNumber;
  plan: PlanSnapshot;
  profileState: ProfileState;
  meter: Meter;
  usageEveryMinutes?: number;
};

export type OrderSummary = Pick<
  OrderView,
  | 'id'
  | 'number'
  | 'stage'
  | 'plan'
  | 'quantity'
  | 'price'
  | 'captured'
  | 'createdAt'
  | 'capturedAt'
  | 'releasedAt'
>;

export type AccountView = { email: string; esims: readonly EsimSummary[]; orders: readonly OrderSummary[] };

/** What the order page polls: small, without secrets, the same until something moved. */
export type OrderStatusJson = {
  stage: OrderStage;
  /** How many eSIMs can be shown, of how many. */
  ready: number;
  quantity: number;
  /** The money is settled: nothing more is waited for. */
  settled: boolean;
  holdReason?: HoldReason;
  /** How far the promised time is, while something is waited for. */
  phase?: PromisePhase;
  authorisedAt?: string;
  placedAt?: string;
  deliveredAt?: string;
  promiseUntil?: string;
  /** The server's clock, so that a wrong phone clock does not show a wrong wait. Not part of the ETag. */
  now: string;
};
