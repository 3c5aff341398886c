import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { migrate } from '../../../prisma/migrate.ts';
import { type Program, startProgram } from './process.ts';
import type { StandIns } from './stand-ins.ts';

export type Database = {
  url: string;
  /** Where an embedded one keeps its files. */
  folder?: string;
  /** Stops at once, as a power cut would, and is back under the same address when the promise resolves. */
  restart?: () => Promise<void>;
  stop: () => Promise<void>;
};

const TEMPLATE = 'template';

/** The embedded database in `folder`; its process survives every death of the shop. */
export async function openEmbedded(folder: string, log: string): Promise<Database & { program: Program }> {
  const program = startProgram({ args: ['scripts/database.mjs'], env: { DATA_DIR: folder }, log });
  const url = await program.line((line) => /^ready (\S+)$/.exec(line)?.[1]);
  return {
    url,
    folder,
    program,
    async stop() {
      program.kill('SIGTERM');
      await program.ended;
    },
  };
}

/** A copy of a database that was migrated and filled by the real sync once, for all worlds of a run. */
export async function copyTemplate(root: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await cp(join(root, TEMPLATE, 'pg'), join(folder, 'pg'), { recursive: true });
}

/** Migrates an embedded database and fills its catalogue through the shop's own sync. */
export async function makeTemplate(root: string, { env }: StandIns): Promise<void> {
  const folder = join(root, TEMPLATE);
  await rm(folder, { recursive: true, force: true });
  const log = join(root, 'template.log');
  await mkdir(folder, { recursive: true });
  const database = await openEmbedded(folder, log);
  await fill(database.url, env, log);
  await database.stop();
}

/** Migrations and catalogue. */
export async function fill(url: string, env: Record<string, string>, log: string): Promise<void> {
  await migrate({ databaseUrl: url, log: () => undefined });
  const sync = startProgram({
    args: ['--conditions=react-server', 'scripts/sync-catalogue.ts'],
    env: { ...env, APP_ENV: 'test', DATABASE_URL: url },
    log,
  });
  const { code } = await sync.ended;
  if (code !== 0) throw new Error(`The catalogue could not be filled, see ${log}`);
}
