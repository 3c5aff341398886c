import type { InputJsonObject } from '@prisma/client/runtime/client';
import { z } from 'zod';
import { dataAllowance, place, planId, provider } from '#lib/db/column-schemas';
import type { OrderLine as LineRow, Order as OrderRow } from '#lib/db/generated/client';
import { CURRENCIES, type Currency, money } from '#lib/domain/money';
import {
  FULFILMENT_STATES,
  GIVE_BACK_STATES,
  HOLD_REASONS,
  type Order,
  type OrderLine,
  PAYMENT_STATES,
  type PlanSnapshot,
  parseOrderId,
  parseOrderLineId,
  parseOrderNumber,
  REFUND_STATES,
} from '#lib/domain/order';
import { parsePromotionCode } from '#lib/domain/promotion';

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

export const paymentState = z.enum(PAYMENT_STATES);
export const fulfilmentState = z.enum(FULFILMENT_STATES);
export const holdReason = z.enum(HOLD_REASONS);

export const orderNumber = z.string().transform((text, context) => {
  const number = parseOrderNumber(text);
  if (number) return number;
  context.addIssue('not an order number');
  return z.NEVER;
});

export const promotionCode = z.string().transform((text, context) => {
  const code = parsePromotionCode(text);
  if (code) return code;
  context.addIssue('not a promotion code');
  return z.NEVER;
});

/** JSON columns take plain objects; the snapshot is one, field by field. */
export function toSnapshotJson(plan: PlanSnapshot): InputJsonObject {
  return { ...plan, place: { ...plan.place }, data: { ...plan.data } };
}

/** A row that does not parse is a bug or a hand-made change: it throws, and the order is looked at by a person. */
export function fromOrderRow({ lines, ...row }: OrderRow & { lines: readonly LineRow[] }): Order {
  const id = parseOrderId(row.id);
  const number = parseOrderNumber(row.number);
  if (!id || !number) throw new Error('An order row has a malformed id or number');
  const currency = z.enum(CURRENCIES).parse(row.currency);
  return {
    id,
    number,
    email: row.email,
    locale: row.locale,
    plan: snapshotSchema.parse(row.plan),
    quantity: row.quantity,
    unitPrice: money(row.unitPriceMinor, currency),
    price: money(row.priceMinor, currency),
    payment: paymentState.parse(row.payment),
    refund: z.enum(REFUND_STATES).parse(row.refund),
    taxBps: row.taxBps,
    createdAt: row.createdAt,
    lines: lines.map((line) => fromLineRow(line, row)),
    ...present({
      holdReason: row.holdReason === null ? null : holdReason.parse(row.holdReason),
      promotion:
        row.promotionCode === null ? null : toPromotion(row.promotionCode, row.discountMinor, currency),
      checkoutSessionId: row.checkoutSessionId,
      paymentIntentId: row.paymentIntentId,
      capturedMinor: row.capturedMinor,
      authorisedAt: row.authorisedAt,
      capturedAt: row.capturedAt,
      releasedAt: row.releasedAt,
      promiseUntil: row.promiseUntil,
      delayedAt: row.delayedAt,
      withdrawalOpenSince: row.withdrawalOpenSince,
      nextActionAt: row.nextActionAt,
    }),
  };
}

const toPromotion = (code: string, discountMinor: number, currency: Currency) => ({
  code: promotionCode.parse(code),
  discount: money(discountMinor, currency),
});

/** What a line needs to know of its order. */
type Parent = Pick<OrderRow, 'payment' | 'promiseUntil'>;

export function fromLineRow(row: LineRow, parent: Parent): OrderLine {
  const id = parseOrderLineId(row.id);
  const orderId = parseOrderId(row.orderId);
  if (!id || !orderId) throw new Error('An order line has a malformed id');
  return {
    id,
    orderId,
    line: row.line,
    slot: row.slot,
    plan: snapshotSchema.parse(row.plan),
    fulfilment: fulfilmentState.parse(row.fulfilment),
    purchaseKey: row.purchaseKey,
    giveBack: z.enum(GIVE_BACK_STATES).parse(row.giveBack),
    attempts: row.attempts,
    notFoundCount: row.notFoundCount,
    payment: paymentState.parse(parent.payment),
    ...present({
      holdReason: row.holdReason === null ? null : holdReason.parse(row.holdReason),
      purchaseRef: row.purchaseRef,
      placedAt: row.placedAt,
      allocatedAt: row.allocatedAt,
      deliveredAt: row.deliveredAt,
      cancelledAt: row.cancelledAt,
      nextActionAt: row.nextActionAt,
      promiseUntil: parent.promiseUntil,
    }),
  };
}

type Present<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** Drops the columns that are null, so that absent means absent. */
export function present<T extends Record<string, unknown>>(columns: T): Present<T> {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null)) as Present<T>;
}
