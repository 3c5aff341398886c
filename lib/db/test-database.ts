import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createDb } from '#lib/db/client';
import type { PrismaClient } from '#lib/db/generated/client';
import { migrate } from '../../prisma/migrate.ts';

export type TestDatabase = { url: string; db: PrismaClient; close: () => Promise<void> };

/** For tests: an embedded database of its own, migrated and empty, in a folder that is gone afterwards. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'landfall-db-'));
  const owner = spawn(process.execPath, ['scripts/database.mjs'], {
    env: { ...process.env, DATA_DIR: folder, DATABASE_PORT: '0' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => owner.once('exit', () => resolve()));
  const url = await readUrl(createInterface({ input: owner.stdout }));
  await migrate({ databaseUrl: url, log: () => undefined });
  const db = createDb(url, { poolSize: 4 });
  return {
    url,
    db,
    async close() {
      await db.$disconnect();
      owner.kill('SIGTERM');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function readUrl(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) {
    const url = /^ready (\S+)$/.exec(line)?.[1];
    if (url) return url;
  }
  throw new Error('The embedded database did not start');
}
