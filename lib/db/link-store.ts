import { createHash, randomBytes } from 'node:crypto';
import type { PrismaClient } from '#lib/db/generated/client';
import type { OrderId } from '#lib/domain/order';

export const ORDER_LINK_DAYS = 30;

export type LinkStore = ReturnType<typeof createLinkStore>;

/** Links that open an order without an account: 256 random bits, of which only the hash is stored. */
export function createLinkStore(db: PrismaClient) {
  return {
    async create(orderId: OrderId, now: Date): Promise<string> {
      const token = randomBytes(32).toString('base64url');
      const expiresAt = new Date(now.getTime() + ORDER_LINK_DAYS * 86_400_000);
      await db.orderLink.create({ data: { tokenHash: hash(token), orderId, createdAt: now, expiresAt } });
      return token;
    },

    /** Whether one of the tokens opens this order now. */
    async opens(orderId: OrderId, tokens: readonly string[], now: Date): Promise<boolean> {
      if (tokens.length === 0) return false;
      const count = await db.orderLink.count({
        where: { orderId, tokenHash: { in: tokens.map(hash) }, expiresAt: { gt: now }, revokedAt: null },
      });
      return count > 0;
    },
  };
}

const hash = (token: string) => createHash('sha256').update(token).digest('base64url');
