import type { InputJsonObject } from '@prisma/client/runtime/client';
import { z } from 'zod';
import { dataAllowance, place, planId, provider } from '#lib/db/column-schemas';
import type { Order as OrderRow } from '#lib/db/generated/client';
import { CURRENCIES, money } from '#lib/domain/money';
import {
  FULFILMENT_STATES,
  type FulfilmentState,
  HOLD_REASONS,
  type Order,
  PAYMENT_STATES,
  type PaymentState,
  type PlanSnapshot,
  parseOrderId,
  parseOrderNumber,
  REFUND_STATES,
} from '#lib/domain/order';

const snapshotSchema = z.object({
  planId,
  provider,
  offerId: z.string(),
  place,
  data: dataAllowance,
  validityDays: z.int(),
  start: z.enum(['first_connection', 'not_stated']),
  topUp: z.enum(['yes', 'no', 'not_stated']),
  costCurrency: z.string(),
  costMinor: z.int(),
});

const states = z.object({ payment: z.enum(PAYMENT_STATES), fulfilment: z.enum(FULFILMENT_STATES) });

export function fromStates(row: { payment: string; fulfilment: string }): {
  payment: PaymentState;
  fulfilment: FulfilmentState;
} {
  return states.parse({ payment: row.payment, fulfilment: row.fulfilment });
}

/** JSON columns take plain objects; the snapshot is one, field by field. */
export function toSnapshotJson(plan: PlanSnapshot): InputJsonObject {
  return { ...plan, place: { ...plan.place }, data: { ...plan.data } };
}

/** A row that does not parse is a bug or a hand-made change: it throws, and the order is looked at by a person. */
export function fromOrderRow(row: OrderRow): Order {
  const id = parseOrderId(row.id);
  const number = parseOrderNumber(row.number);
  if (!id || !number) throw new Error('An order row has a malformed id or number');
  return {
    id,
    number,
    email: row.email,
    locale: row.locale,
    plan: snapshotSchema.parse(row.plan),
    price: money(row.priceMinor, z.enum(CURRENCIES).parse(row.currency)),
    ...fromStates(row),
    refund: z.enum(REFUND_STATES).parse(row.refund),
    purchaseKey: row.purchaseKey,
    createdAt: row.createdAt,
    attempts: row.attempts,
    notFoundCount: row.notFoundCount,
    ...present({
      holdReason: row.holdReason === null ? null : z.enum(HOLD_REASONS).parse(row.holdReason),
      checkoutSessionId: row.checkoutSessionId,
      paymentIntentId: row.paymentIntentId,
      purchaseRef: row.purchaseRef,
      authorisedAt: row.authorisedAt,
      placedAt: row.placedAt,
      allocatedAt: row.allocatedAt,
      capturedAt: row.capturedAt,
      deliveredAt: row.deliveredAt,
      releasedAt: row.releasedAt,
      promiseUntil: row.promiseUntil,
      nextActionAt: row.nextActionAt,
    }),
  };
}

type Present<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** Drops the columns that are null, so that absent means absent. */
export function present<T extends Record<string, unknown>>(columns: T): Present<T> {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null)) as Present<T>;
}
