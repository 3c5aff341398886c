import { join } from 'node:path';
import { describeRunning } from './lib/banner.mjs';
import { withEnvFile } from './lib/env-file.mjs';
import { generateClient } from './lib/generate-client.mjs';
import { installPackages } from './lib/install.mjs';
import { step } from './lib/progress.mjs';
import { Refusal, requireNode, root } from './lib/project.mjs';
import { stopRunning } from './lib/run.mjs';
import { refuseUnsafe } from './lib/settings.mjs';
import { claimDataFolder, planStack, startServices, startShop, toRefusal } from './lib/stack.mjs';

/**
 * `npm start`: from a bare clone to a running shop. `npm run dev`: the same with hot reload.
 * Plain Node without dependencies, for it runs before they are installed.
 */
const IMPATIENT_MS = 2000;
const mode = process.argv.includes('--dev') ? 'dev' : 'start';
let supervisor;
let release = () => undefined;
let stoppedAt;

async function main() {
  requireNode();
  const given = withEnvFile(process.env, join(root, '.env'));
  refuseUnsafe(given);
  release = claimDataFolder(given);
  await step('Packages', () => installPackages({ env: given }));
  await step('Database client', () => generateClient({ env: given }));
  const plan = await planStack(given);
  const services = await startServices(plan, (started) => {
    supervisor = started;
  });
  await startShop({ ...services, plan, mode });
  console.log(describeRunning({ env: services.env, plan, mode }));
  const end = await supervisor.ended;
  if (stoppedAt === undefined) throw toRefusal(end);
}

async function leave(code) {
  stopRunning();
  await supervisor?.stop();
  release();
  process.exit(code);
}

/** npm passes a Ctrl-C on that we have received already: only one that comes later means "at once". */
function onSignal() {
  if (stoppedAt !== undefined) {
    if (Date.now() - stoppedAt < IMPATIENT_MS) return;
    supervisor?.kill();
    release();
    process.exit(1);
  }
  stoppedAt = Date.now();
  console.log('\n  Stopping …');
  leave(0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);

try {
  await main();
} catch (error) {
  if (stoppedAt === undefined) {
    stoppedAt = Date.now();
    console.error(error instanceof Refusal ? `\n${error.message}` : error);
    await leave(error.exitCode ?? 1);
  }
}
