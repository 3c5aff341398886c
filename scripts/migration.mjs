import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { servePglite } from './lib/serve-pglite.mjs';

/**
 * `migration.mjs <name>` writes the migration that `schema.prisma` lacks; `migration.mjs --check` fails when one is
 * lacking. Both first apply the present migrations to an empty database in memory.
 */
const [argument] = process.argv.slice(2);
const command = argument === '--check' ? ['--check'] : ['--diff', argument ?? ''];

const db = await PGlite.create();
const server = await servePglite(db);
const url = `postgresql://postgres:postgres@127.0.0.1:${server.port}/postgres?sslmode=disable`;
const script = join(import.meta.dirname, '..', 'prisma', 'migrate.ts');
const child = spawn(process.execPath, [script, ...command], {
  stdio: 'inherit',
  env: { ...process.env, DATABASE_URL: url },
});
const [code] = await once(child, 'exit');
await server.close();
await db.close();
process.exit(code ?? 1);
