import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, readRemembered, remember } from './fingerprint.mjs';
import { findNode, root, tools } from './project.mjs';
import { run } from './run.mjs';

const SOURCES = [
  'app',
  'components',
  'i18n',
  'lib',
  'messages',
  'prisma/schema.prisma',
  'public',
  'package-lock.json',
];
const NOT_BUILT = /\.test\.tsx?$|(^|\/)(generated|fixtures)$/;

/** Builds the shop when its sources, or anything that a build bakes in, differ from those of the present build. */
export async function buildShop({ env, distDir, database }) {
  const memory = join(root, distDir, 'landfall-build');
  const print = printBuild({ env, database });
  if (existsSync(join(root, distDir, 'BUILD_ID')) && readRemembered(memory) === print) return 'up to date';
  await run(findNode(), [tools.next, 'build'], {
    env: { ...env, NODE_ENV: 'production' },
    name: 'next build',
  });
  remember(memory, print);
  return 'built';
}

/**
 * Pages are made from the catalogue of one database; the content security policy names Stripe's address; pages and
 * sitemaps carry the shop's own, its promise and where to write. On this machine the port is left out, or every busy
 * port would cost a build.
 */
function printBuild({ env, database }) {
  const baked = {
    database,
    appUrl: withoutLocalPort(env.APP_URL),
    appEnv: env.APP_ENV,
    stripe: env.STRIPE_API_URL && withoutLocalPort(env.STRIPE_API_URL),
    promise: env.DELIVERY_PROMISE_MINUTES,
    emailFrom: env.EMAIL_FROM,
    redis: env.REDIS_URL,
    public: Object.entries(env).filter(([name]) => name.startsWith('NEXT_PUBLIC_')),
  };
  const configuration = readdirSync(root).filter(
    (name) => /\.(ts|mjs|cjs)$|^tsconfig\.json$/.test(name) && !/^(next-env\.d|vitest|playwright)/.test(name),
  );
  return fingerprint(root, [...SOURCES, ...configuration.sort()], {
    extra: [JSON.stringify(baked)],
    skip: (path) => NOT_BUILT.test(path),
  });
}

function withoutLocalPort(url) {
  const { hostname, origin } = new URL(url);
  return ['localhost', '127.0.0.1'].includes(hostname) ? hostname : origin;
}
