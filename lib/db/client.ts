import 'server-only';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '#lib/db/generated/client';

/** Few connections on purpose: the embedded database serves them one after another. */
const DEFAULT_POOL_SIZE = 4;

const kept: typeof globalThis & { landfallDatabases?: Map<string, PrismaClient> } = globalThis;

/** The client for a PostgreSQL URL. Reloads in development get the same one, so that pools do not pile up. */
export function createDb(databaseUrl: string, options: { poolSize?: number } = {}): PrismaClient {
  kept.landfallDatabases ??= new Map();
  const existing = kept.landfallDatabases.get(databaseUrl);
  if (existing) return existing;
  const adapter = new PrismaPg({
    connectionString: databaseUrl,
    max: options.poolSize ?? DEFAULT_POOL_SIZE,
    connectionTimeoutMillis: 10_000,
  });
  const db = new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 30_000 } });
  kept.landfallDatabases.set(databaseUrl, db);
  return db;
}

/** Ends the pool; the next `createDb` with the same URL opens a new one. */
export async function closeDb(databaseUrl: string): Promise<void> {
  const db = kept.landfallDatabases?.get(databaseUrl);
  if (!db) return;
  kept.landfallDatabases?.delete(databaseUrl);
  await db.$disconnect();
}
