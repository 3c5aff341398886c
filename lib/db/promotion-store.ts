import { z } from 'zod';
import type { Prisma, PrismaClient } from '#lib/db/generated/client';
import { promotionCode } from '#lib/db/order-row';
import type { OrderId } from '#lib/domain/order';
import {
  findRefusal,
  type OrderPromotion,
  type Promotion,
  type PromotionCode,
  type PromotionRefusal,
} from '#lib/domain/promotion';
import { hasGuard } from '#lib/faults/guard';

export type PromotionStore = ReturnType<typeof createPromotionStore>;

/** `startsAt`: at once by default, by the database's clock. */
export type NewPromotion = Pick<Promotion, 'code' | 'percentOff' | 'usesMax' | 'endsAt'> & {
  startsAt?: Date;
};

/** More than a person would read. */
const MOST = 100;

/** Promotion codes. How often one was used is counted from the orders each time. */
export function createPromotionStore(db: PrismaClient) {
  return {
    read: (code: PromotionCode) => readPromotion(db, code),

    /** The one that ends last first. */
    async list(): Promise<Promotion[]> {
      const codes = await db.promotion.findMany({
        orderBy: [{ endsAt: 'desc' }, { code: 'asc' }],
        take: MOST,
        select: { code: true },
      });
      const read = await Promise.all(codes.map(({ code }) => readPromotion(db, promotionCode.parse(code))));
      return read.flatMap((promotion) => promotion ?? []);
    },

    /** `false` when the code is taken: what it once promised stays as it is. */
    async add(promotion: NewPromotion): Promise<boolean> {
      const { count } = await db.promotion.createMany({ data: [promotion], skipDuplicates: true });
      return count === 1;
    },

    /** Over from now on; one that is over already stays as it is. `false` when there is none. */
    async end(code: PromotionCode): Promise<boolean> {
      const count = await db.$executeRaw`
        UPDATE "Promotion" SET "endsAt" = least("endsAt", clock_timestamp()) WHERE code = ${code}`;
      return count === 1;
    },
  };
}

/**
 * Whether a new order may have its code. Who asks at the same time waits until this transaction has inserted its order
 * or given up, so that no use is counted twice. An order that exists has been admitted before.
 */
export async function admitPromotion(
  tx: Prisma.TransactionClient,
  order: { id: OrderId; email: string },
  { code }: OrderPromotion,
): Promise<PromotionRefusal | undefined> {
  if (hasGuard('promotion_lock'))
    await tx.$executeRaw`SELECT 1 FROM "Promotion" WHERE code = ${code} FOR UPDATE`;
  if (await tx.order.findUnique({ where: { id: order.id }, select: { id: true } })) return undefined;
  const promotion = await readPromotion(tx, code, order.email);
  return promotion ? findRefusal(promotion) : 'unknown';
}

const standing = z.object({
  code: promotionCode,
  percentOff: z.int(),
  phase: z.enum(['not_yet', 'running', 'over']),
  uses: z.int(),
  ownUses: z.int(),
  usesMax: z.int(),
  startsAt: z.date(),
  endsAt: z.date(),
});

/** By the clock of this moment and not of the transaction's beginning, which may have waited since. */
async function readPromotion(
  db: Pick<Prisma.TransactionClient, '$queryRaw'>,
  code: PromotionCode,
  email = '',
): Promise<Promotion | undefined> {
  const [row] = await db.$queryRaw<unknown[]>`
    SELECT p.code, p."percentOff", p."usesMax", p."startsAt", p."endsAt",
      CASE WHEN clock_timestamp() < p."startsAt" THEN 'not_yet'
        WHEN clock_timestamp() < p."endsAt" THEN 'running' ELSE 'over' END AS phase,
      count(o.id)::int AS uses,
      count(o.id) FILTER (WHERE o.email = ${email})::int AS "ownUses"
    FROM "Promotion" p
      LEFT JOIN "Order" o ON o."promotionCode" = p.code AND o.payment NOT IN ('expired', 'voided')
    WHERE p.code = ${code}
    GROUP BY p.code`;
  return row === undefined ? undefined : standing.parse(row);
}
