import { join, relative } from 'node:path';
import { buildShop } from './build.mjs';
import { lockFolder } from './folder-lock.mjs';
import { findAnyPort, findPort } from './ports.mjs';
import { step } from './progress.mjs';
import { findNode, Refusal, root, tools } from './project.mjs';
import { run } from './run.mjs';
import { readSecrets } from './secrets.mjs';
import { composeEnv, readDataDir, readDistDir, readPort, refuseUnsafe } from './settings.mjs';
import { planStandIns, startStandIns } from './stand-ins.mjs';
import { createSupervisor, waitForLine } from './supervisor.mjs';
import { waitForHttp } from './wait-for-http.mjs';

const READY_MS = { start: 60_000, dev: 180_000 };

/** Takes the data folder for this process, or says who has it and what to do. */
export function claimDataFolder(env) {
  const dataDir = readDataDir(env);
  const lock = lockFolder(dataDir, 'run.lock');
  if (lock.ok) return lock.release;
  throw new Refusal(
    `Landfall already runs on ${dataDir} as process ${lock.pid}: stop that one, or start with another DATA_DIR.`,
  );
}

/**
 * Decides everything before anything runs: ports, stand-ins, secrets, the shop's environment.
 * `ports: 'any'` takes free ones throughout, for tests.
 */
export async function planStack(given, { ports = 'preferred' } = {}) {
  refuseUnsafe(given);
  const dataDir = readDataDir(given);
  const wanted = readPort(given);
  const port = ports === 'any' ? await findAnyPort() : await findPort(wanted);
  const standIns = await planStandIns(given, { ports });
  const moved = [...standIns.moved];
  if (ports === 'preferred' && port !== wanted) moved.unshift(`shop ${port} for ${wanted}`);
  const secrets = readSecrets(dataDir);
  const parts = { given, secrets, standIns, port, distDir: readDistDir(given) };
  return { ...parts, dataDir, moved, database: given.DATABASE_URL || secrets.installation };
}

/** Starts database and stand-ins, migrates and syncs; answers the supervisor and the shop's environment. */
export async function startServices(plan, onSupervisor = () => undefined) {
  const supervisor = createSupervisor(join(plan.dataDir, 'logs'));
  onSupervisor(supervisor);
  try {
    const bare = composeEnv({ ...plan, databaseUrl: '' });
    let databaseUrl = plan.given.DATABASE_URL;
    await Promise.all([
      step('Database', async () => {
        if (databaseUrl) return 'the one in DATABASE_URL';
        databaseUrl = await startDatabase(supervisor, plan);
        return `embedded, in ${relative(root, plan.dataDir) || '.'}`;
      }),
      step('Stand-ins', () =>
        startStandIns(supervisor, plan.standIns, { ...bare, SANDBOX_APP_URL: bare.APP_URL }),
      ),
    ]);
    const env = composeEnv({ ...plan, databaseUrl });
    await step('Migrations', () => migrate(env));
    await step('Catalogue', () => syncCatalogue(env));
    return { supervisor, env };
  } catch (error) {
    await supervisor.stop();
    throw toRefusal(error);
  }
}

async function startDatabase(supervisor, plan) {
  const env = { ...plan.given, DATA_DIR: plan.dataDir };
  const child = supervisor.start('database', [join(root, 'scripts', 'database.mjs')], { env });
  return waitForLine(child, (line) => /^ready (\S+)$/.exec(line)?.[1]);
}

async function migrate(env) {
  const output = await run(findNode(), [join(root, 'prisma', 'migrate.ts')], { env, name: 'The migration' });
  return output.trim().split('\n').at(-1);
}

async function syncCatalogue(env) {
  const script = join(root, 'scripts', 'sync-catalogue.ts');
  const args = ['--conditions=react-server', script];
  await run(findNode(), args, { env, show: 'live', name: 'The catalogue sync' });
}

/** Builds (unless `mode` is dev) and serves the shop; resolves when it answers. */
export async function startShop({ supervisor, env, plan, mode, show = chooseShown(env, mode) }) {
  try {
    if (mode === 'start') {
      const { distDir, database } = plan;
      await step('Build', () => buildShop({ env, distDir, database }));
    }
    await step('Shop', () => serveShop({ supervisor, env, mode, show }));
  } catch (error) {
    await supervisor.stop();
    throw toRefusal(error);
  }
}

/** Who works on the shop or runs it for customers wants its log on the screen; who tries it finds it in the logs folder. */
function chooseShown(env, mode) {
  return mode === 'dev' || env.APP_ENV === 'production' ? 'all' : 'words';
}

async function serveShop({ supervisor, env, mode, show }) {
  const NODE_ENV = mode === 'dev' ? 'development' : 'production';
  const args = [tools.next, mode, '-p', env.PORT];
  const child = supervisor.start('shop', args, { env: { ...env, NODE_ENV }, show });
  const url = `http://127.0.0.1:${env.PORT}/api/health`;
  await waitForHttp(url, { name: 'The shop', timeoutMs: READY_MS[mode], over: child.over });
}

/** The end of a child, as the sentence and the exit code to leave with. */
export function toRefusal(end) {
  if (end instanceof Error) return end;
  const words = end.lines.length > 0 ? `\n${end.lines.join('\n')}` : '';
  const how = end.signal ? `was ended by ${end.signal}` : `ended with code ${end.code}`;
  return new Refusal(`The ${end.name} process ${how}.${words}`, end.code || 1);
}
