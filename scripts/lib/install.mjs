import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';
import { run } from './run.mjs';

/** Installs the dependencies when `node_modules` does not hold what the lock file names. */
export async function installPackages({ env }) {
  const lock = readPackages(join(root, 'package-lock.json'));
  const present = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (isInstalled(lock, present)) return 'up to date';
  const [command, args] = findNpm(env);
  // Not `npm ci`: it refuses a lock file that leaves out the optional packages of other systems, which is what npm
  // writes where the registry does not carry them. This installs the locked versions and leaves the lock alone.
  const flags = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  await run(command, [...args, ...flags], { env, name: 'npm install' });
  return 'installed';
}

/** npm writes what it really installed to a lock file of the same form; optional packages of other systems lack. */
export function isInstalled(lock, present) {
  if (present === undefined) return false;
  return Object.entries(lock).every(([path, { version, optional, devOptional, link, extraneous }]) => {
    if (path === '' || link || extraneous) return true;
    const found = present[path];
    return found === undefined ? Boolean(optional || devOptional) : found.version === version;
  });
}

function readPackages(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined;
}

/** Inside `npm start` the very npm that runs us; else the one in the PATH. */
function findNpm(env) {
  const own = env.npm_execpath;
  return own?.endsWith('npm-cli.js') ? [process.execPath, [own]] : ['npm', []];
}
