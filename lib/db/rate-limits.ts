import { createHash } from 'node:crypto';
import { LIMITS, type LimitKind } from '#lib/config/limits';
import type { PrismaClient } from '#lib/db/generated/client';

export type RateLimits = {
  /** Counts one try. Keys (addresses, networks) are hashed before they are stored. */
  take: (kind: LimitKind, key: string) => Promise<{ ok: true } | { ok: false; retryAfterSeconds: number }>;
  /** Forgets windows that are over. */
  sweep: () => Promise<void>;
};

/** Limits that survive restarts and hold over all instances: one statement a try, by the database's clock. */
export function createRateLimits(db: PrismaClient): RateLimits {
  return {
    async take(kind, key) {
      const { points, seconds } = LIMITS[kind];
      const hashed = `${kind}:${createHash('sha256').update(key).digest('base64url')}`;
      const [row] = await db.$queryRaw<{ points: number; left: number }[]>`
        INSERT INTO "RateLimit" AS limits (key, points, "expiresAt")
        VALUES (${hashed}, 1, now() + ${seconds} * interval '1 second')
        ON CONFLICT (key) DO UPDATE SET
          points = CASE WHEN limits."expiresAt" <= now() THEN 1 ELSE limits.points + 1 END,
          "expiresAt" = CASE WHEN limits."expiresAt" <= now() THEN excluded."expiresAt" ELSE limits."expiresAt" END
        RETURNING points, ceil(extract(epoch FROM "expiresAt" - now()))::int AS left`;
      return row && row.points > points ? { ok: false, retryAfterSeconds: row.left } : { ok: true };
    },
    async sweep() {
      await db.$executeRaw`DELETE FROM "RateLimit" WHERE "expiresAt" < now()`;
    },
  };
}
