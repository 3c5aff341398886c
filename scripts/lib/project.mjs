import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..', '..');

/** Where the scripts keep what they know about `node_modules`; it goes when `node_modules` goes. */
export const installMemory = join(root, 'node_modules', '.landfall');

/** The Node that runs the shop: the dependency `node`, whatever the machine's own version is. */
export function findNode() {
  const own = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(own) ? own : process.execPath;
}

/** The script behind a command of a dependency, to be run by `findNode()`. */
export const tools = {
  next: join(root, 'node_modules', 'next', 'dist', 'bin', 'next'),
  prisma: join(root, 'node_modules', 'prisma', 'build', 'index.js'),
  playwright: join(root, 'node_modules', '@playwright', 'test', 'cli.js'),
  vitest: join(root, 'node_modules', 'vitest', 'vitest.mjs'),
  biome: join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome'),
  tsc: join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
  depcruise: join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
  knip: join(root, 'node_modules', 'knip', 'bin', 'knip.js'),
};

/** A sentence for the user instead of a stack trace. */
export class Refusal extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

const OLDEST = [20, 19];

export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new Refusal(
    `Node ${OLDEST.join('.')} or newer is needed, this is ${version}: install it from nodejs.org.`,
  );
}
