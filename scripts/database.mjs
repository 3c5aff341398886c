import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import './lib/end-with-parent.mjs';
import { lockFolder } from './lib/folder-lock.mjs';
import { servePglite } from './lib/serve-pglite.mjs';

/**
 * The one owner of the embedded database: opens `DATA_DIR/pg` and serves it on a loopback port.
 * Prints one line, `ready postgresql://…`, when connections are welcome. `DATABASE_PORT` fixes the port.
 * Everything else, migrations and builds included, must come through that URL: two processes on one folder lose
 * rows without an error.
 */
const dataDir = resolve(process.env.DATA_DIR || '.data');
const lock = lockFolder(dataDir, 'pg.lock');
if (!lock.ok) {
  console.error(
    `The database in ${dataDir} is in use by process ${lock.pid}: stop that one, or start with another DATA_DIR.`,
  );
  process.exit(1);
}

let server;
let db;
let closing = false;
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, close);

const folder = join(dataDir, 'pg');
mkdirSync(folder, { recursive: true });
try {
  db = await PGlite.create(folder);
  await db.query('select 1');
} catch (error) {
  console.error(
    `The database in ${folder} does not open. If its content can be spared, delete the folder and start again.`,
  );
  console.error(error);
  lock.release();
  process.exit(1);
}
server = await servePglite(db, { port: Number(process.env.DATABASE_PORT || 0) });
if (!closing)
  console.log(`ready postgresql://postgres:postgres@127.0.0.1:${server.port}/postgres?sslmode=disable`);

async function close() {
  if (closing) return;
  closing = true;
  await server?.close();
  await db?.close();
  lock.release();
  process.exit(0);
}
