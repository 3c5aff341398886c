import { execFile, spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Database, fill } from './database.ts';
import { findFreePort } from './free-port.ts';
import type { StandIns } from './stand-ins.ts';

const run = promisify(execFile);
const BINARIES = ['17', '16', '15'].map((version) => `/usr/lib/postgresql/${version}/bin`);
/** PostgreSQL refuses to run as root. */
const NOBODY = 65_534;

/** Where PostgreSQL 15 or newer is installed; `undefined` where it is not. */
export function findPostgres(): string | undefined {
  return BINARIES.find((folder) => existsSync(join(folder, 'pg_ctl')));
}

/** What ends a server that is still there: it is a daemon, which outlives the process that started it. */
const running = new Set<() => void>();

/** Ends what is still running; for the way out after a failure. */
export function killServers(): void {
  for (const kill of running) kill();
}

/** A PostgreSQL of the suite's own, migrated and filled, that can be cut off at once and started again. */
export async function openPostgres(
  binaries: string,
  { standIns, log }: { standIns: StandIns; log: string },
): Promise<Database> {
  const server = await createServer(binaries);
  await server.start();
  await fill(server.url, standIns.env, log);
  return {
    url: server.url,
    async restart() {
      await server.stop('immediate');
      await server.start();
    },
    stop: server.remove,
  };
}

/** An empty server. Its socket in the file system costs a fifth less time than one of the loopback interface. */
export async function createServer(binaries: string) {
  const folder = await mkdtemp(join(tmpdir(), 'landfall-postgres-'));
  const data = join(folder, 'data');
  await mkdir(data, { mode: 0o700 });
  const isRoot = process.getuid?.() === 0;
  if (isRoot) for (const path of [folder, data]) await chown(path, NOBODY, NOBODY);
  const as = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const call = (tool: string, args: readonly string[]) =>
    run(join(binaries, tool), [...args], {
      ...as,
      cwd: folder,
      env: { NODE_ENV: 'production', PATH: process.env.PATH ?? '' },
    });
  const port = await findFreePort();
  await call('initdb', ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8']);
  const options = `-p ${port} -h 127.0.0.1 -k ${folder} -c max_connections=120`;
  const kill = () => {
    running.delete(kill);
    spawnSync(join(binaries, 'pg_ctl'), ['-D', data, '-m', 'immediate', '-w', 'stop'], {
      ...as,
      cwd: folder,
    });
    rmSync(folder, { recursive: true, force: true });
  };
  running.add(kill);
  const stop = (mode: 'immediate' | 'fast') => call('pg_ctl', ['-D', data, '-m', mode, '-w', 'stop']);
  return {
    url: `postgresql://postgres@localhost:${port}/postgres?sslmode=disable&host=${folder}`,
    start: () => call('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'server.log'), '-o', options, 'start']),
    stop,
    async remove() {
      running.delete(kill);
      await stop('immediate');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
