import type { ActivationCode, Iccid, ProfileState } from '#lib/domain/esim';
import type { Money } from '#lib/domain/money';
import type { HoldReason, OrderId, OrderNumber, OrderStage, PlanSnapshot } from '#lib/domain/order';
import type { Meter } from '#lib/domain/usage';

/** An order as its owner sees it. Built by hand, field by field; holds the activation code only where it may be shown. */
export type OrderView = {
  id: OrderId;
  number: OrderNumber;
  stage: OrderStage;
  email: string;
  plan: PlanSnapshot;
  price: Money;
  holdReason?: HoldReason;
  createdAt: Date;
  authorisedAt?: Date;
  /** When the wholesaler took the order. */
  placedAt?: Date;
  capturedAt?: Date;
  deliveredAt?: Date;
  releasedAt?: Date;
  promiseUntil?: Date;
  /** Where an unpaid order can still be paid. */
  payUrl?: string;
  esims: readonly EsimView[];
};

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
  orderId: OrderId;
  orderNumber: OrderNumber;
  plan: PlanSnapshot;
  profileState: ProfileState;
  meter: Meter;
  usageEveryMinutes?: number;
};

export type OrderSummary = Pick<
  OrderView,
  'id' | 'number' | 'stage' | 'plan' | 'price' | 'createdAt' | 'capturedAt' | 'releasedAt'
>;

export type AccountView = { email: string; esims: readonly EsimSummary[]; orders: readonly OrderSummary[] };

/** What the order page polls: small, without secrets, the same until something moved. */
export type OrderStatusJson = {
  stage: OrderStage;
  holdReason?: HoldReason;
  authorisedAt?: string;
  placedAt?: string;
  deliveredAt?: string;
  promiseUntil?: string;
  /** The server's clock, so that a wrong phone clock does not show a wrong wait. Not part of the ETag. */
  now: string;
};
