import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Refusal, root } from './project.mjs';

const DEFAULT_DATA_DIR = '.data';
const DEFAULT_DIST_DIR = '.next';

export function readDataDir(env) {
  return resolve(root, env.DATA_DIR || DEFAULT_DATA_DIR);
}

/** Each data folder has its own build, because pages are made from its catalogue. */
export function readDistDir(env) {
  if (env.NEXT_DIST_DIR) return env.NEXT_DIST_DIR;
  const dataDir = readDataDir(env);
  if (relative(root, dataDir) === DEFAULT_DATA_DIR) return DEFAULT_DIST_DIR;
  return `.next-${createHash('sha256').update(dataDir).digest('hex').slice(0, 8)}`;
}

/** Next writes the folder of its generated types into the configuration it is given: a build aside gets its own. */
function readTsconfig(distDir) {
  if (distDir === DEFAULT_DIST_DIR) return 'tsconfig.json';
  const name = `${distDir}.tsconfig.json`;
  const include = [
    'next-env.d.ts',
    '**/*.ts',
    '**/*.tsx',
    `${distDir}/types/**/*.ts`,
    `${distDir}/dev/types/**/*.ts`,
  ];
  writeFileSync(join(root, name), JSON.stringify({ extends: './tsconfig.json', include }, undefined, 2));
  return name;
}

/** Combinations that no part of the shop could make safe; the shop itself checks the rest. */
export function refuseUnsafe(env) {
  if (env.DATABASE_URL) return;
  if (env.APP_ENV === 'production') {
    throw new Refusal('DATABASE_URL is missing: production needs a PostgreSQL 15 or newer of its own.');
  }
  if (/^(sk|rk)_live_/.test(env.STRIPE_SECRET_KEY ?? '')) {
    throw new Refusal(
      'STRIPE_SECRET_KEY is a live key, but the embedded database may lose orders when the power fails: set DATABASE_URL.',
    );
  }
}

export function readPort(env) {
  const port = Number(env.PORT || 3000);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Refusal(`PORT is "${env.PORT}": give a number from 1 to 65535.`);
}

/** What the shop is told: the given configuration first, then the stand-ins, then what was made up for it. */
export function composeEnv({ given, secrets, standIns, databaseUrl, port, distDir }) {
  const appUrl = given.APP_URL || `http://localhost:${port}`;
  const isProduction = given.APP_ENV === 'production';
  const own = isProduction ? {} : { NEXTAUTH_SECRET: secrets.NEXTAUTH_SECRET, DATA_KEYS: secrets.DATA_KEYS };
  return {
    ...fill(own, given),
    ...given,
    ...standIns.env,
    ...fill(
      { APP_ENV: 'development', NEXTAUTH_URL: appUrl, EMAIL_FROM: 'Landfall <orders@landfall.example>' },
      given,
    ),
    APP_URL: appUrl,
    DATABASE_URL: databaseUrl,
    NEXT_DIST_DIR: distDir,
    NEXT_TSCONFIG: readTsconfig(distDir),
    NEXT_TELEMETRY_DISABLED: given.NEXT_TELEMETRY_DISABLED ?? '1',
    PORT: String(port),
  };
}

/** Only the values whose names are not set; an empty variable counts as not set. */
function fill(values, given) {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !given[name]));
}
