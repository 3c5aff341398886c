import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, readRemembered, remember } from './fingerprint.mjs';
import { findNode, installMemory, root, tools } from './project.mjs';
import { run } from './run.mjs';

/** Generates the database client when the schema or Prisma has changed. */
export async function generateClient({ env }) {
  const memory = join(installMemory, 'prisma-client');
  const print = fingerprint(root, ['prisma/schema.prisma', 'node_modules/prisma/package.json']);
  const isThere = existsSync(join(root, 'lib', 'db', 'generated', 'client.ts'));
  if (isThere && readRemembered(memory) === print) return 'up to date';
  const node = findNode();
  await run(node, [tools.prisma, 'generate'], {
    name: 'prisma generate',
    // Any executable will do: generating never runs the engine, but without one Prisma downloads it.
    env: {
      ...env,
      PRISMA_SCHEMA_ENGINE_BINARY: node,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  remember(memory, print);
  return 'generated';
}
