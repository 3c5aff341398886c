import { z } from 'zod';
import type { Prisma, PrismaClient } from '#lib/db/generated/client';
import { orderNumber, present } from '#lib/db/order-row';
import { CURRENCIES } from '#lib/domain/money';
import { maskEmail, type OrderTimeline, type TimelineEntry } from '#lib/domain/operations';
import type { OrderNumber } from '#lib/domain/order';

export type TimelineStore = ReturnType<typeof createTimelineStore>;

const WHOLE = {
  lines: { orderBy: { line: 'asc' } },
  events: { orderBy: { id: 'asc' } },
  refunds: { orderBy: { position: 'asc' } },
  mails: { orderBy: { createdAt: 'asc' } },
} as const satisfies Prisma.OrderInclude;

type WholeOrder = Prisma.OrderGetPayload<{ include: typeof WHOLE }>;

/** Everything that is stored about one order's way, for an operator. It never reads an eSIM's codes. */
export function createTimelineStore(db: PrismaClient) {
  return {
    async readTimeline(number: OrderNumber): Promise<Omit<OrderTimeline, 'breaks'> | undefined> {
      const order = await db.order.findUnique({ where: { number }, include: WHOLE });
      if (!order) return undefined;
      const calls = await db.purchaseAttempt.findMany({
        where: { causedBy: { in: order.lines.map(({ id }) => id) } },
        orderBy: { sentAt: 'asc' },
      });
      const attempts = calls.map(({ sentAt, state, ...call }) => ({
        at: sentAt,
        kind: state,
        detail: toText({
          line: call.causedBy,
          answered: call.answeredAt,
          order: call.reference,
          esim: call.note,
        }),
      }));
      return { ...toTimeline(order), attempts };
    },
  };
}

function toTimeline(order: WholeOrder): Omit<OrderTimeline, 'breaks' | 'attempts'> {
  const currency = z.enum(CURRENCIES).parse(order.currency);
  return {
    number: orderNumber.parse(order.number),
    maskedEmail: maskEmail(order.email),
    payment: order.payment,
    refund: order.refund,
    quantity: order.quantity,
    priceMinor: order.priceMinor,
    currency,
    createdAt: order.createdAt,
    ...present({
      holdReason: order.holdReason,
      promotion:
        order.promotionCode === null
          ? null
          : { code: order.promotionCode, discountMinor: order.discountMinor },
      capturedMinor: order.capturedMinor,
      paymentId: order.paymentIntentId,
      promiseUntil: order.promiseUntil,
      nextActionAt: order.nextActionAt,
    }),
    lines: order.lines.map(toLine),
    events: order.events.map(toEntry),
    refunds: order.refunds.map(({ position, state, reason, amountMinor, createdAt, failure, settledAt }) => ({
      position,
      state,
      reason,
      amountMinor,
      currency,
      createdAt,
      ...present({ failure, settledAt }),
    })),
    mails: order.mails.map(({ createdAt, kind, sentAt, tries }) => ({
      at: createdAt,
      kind,
      tries,
      ...present({ sentAt }),
    })),
  };
}

function toLine(row: WholeOrder['lines'][number]): OrderTimeline['lines'][number] {
  const { line, slot, provider, offerId, fulfilment, giveBack, purchaseKey, attempts, failureCount } = row;
  const { holdReason, purchaseRef, nextActionAt } = row;
  return {
    line,
    slot,
    provider,
    offerId,
    fulfilment,
    giveBack,
    purchaseKey,
    attempts,
    failureCount,
    ...present({ holdReason, purchaseRef, nextActionAt }),
  };
}

function toEntry({ at, kind, detail }: WholeOrder['events'][number]): TimelineEntry {
  return { at, kind, detail: toText(z.record(z.string(), z.unknown()).parse(detail)) };
}

/** "line: 1, reason: wallet" */
function toText(fields: Record<string, unknown>): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name}: ${value instanceof Date ? value.toISOString() : String(value)}`)
    .join(', ');
}
