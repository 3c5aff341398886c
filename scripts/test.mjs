import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as checks from './lib/checks.mjs';
import { findChromium } from './lib/chromium.mjs';
import { lockFolder } from './lib/folder-lock.mjs';
import { generateClient } from './lib/generate-client.mjs';
import { installPackages } from './lib/install.mjs';
import { step } from './lib/progress.mjs';
import { installMemory, Refusal, requireNode } from './lib/project.mjs';
import { stopRunning } from './lib/run.mjs';
import { planStack, startServices, startShop, toRefusal } from './lib/stack.mjs';

/**
 * `npm test`: everything that CI runs, each step on its own database and ports. The first failure ends it.
 * `npm test -- --only unit` runs one step (repeatable); what follows `--` goes to Playwright.
 */
const steps = [
  { name: 'style', run: checks.checkStyle },
  { name: 'types', run: checks.checkTypes },
  { name: 'boundaries', run: checks.checkBoundaries },
  { name: 'dead-code', run: checks.checkDeadCode },
  { name: 'migrations', run: checks.checkMigrations },
  { name: 'unit', run: checks.runUnitTests },
  { name: 'faults', run: checks.runFaultSuites },
  { name: 'browser', run: testInBrowser },
];

/** Configuration of the machine must not leak into the tests: only what they run with is passed on. */
const PASSED_ON =
  /^(PATH|HOME|USER|LANG|LC_.*|TERM|TMPDIR|TEMP|TMP|CI|CHROMIUM_PATH|PLAYWRIGHT_.*|SystemRoot|npm_.*|NPM_.*|NODE_EXTRA_CA_CERTS|HTTPS?_PROXY|https?_proxy|NO_PROXY|no_proxy|FORCE_COLOR|NO_COLOR)$/;
const TEST_DIST_DIR = '.next-test';
/** Half a minute: the browser tests wait for the end of a promise that was not kept. */
const TEST_PROMISE_MINUTES = '0.5';
const TEST_OPERATOR = 'operator@example.com';

const cleanUps = [];
let leaving = false;

async function main() {
  requireNode();
  const wanted = readWanted(process.argv.slice(2));
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => PASSED_ON.test(name)));
  await step('install', () => installPackages({ env }));
  await step('database client', () => generateClient({ env }));
  claimTestBuild();
  const started = performance.now();
  for (const { name, run } of wanted)
    await step(name, () => run({ env, args: readPlaywrightArgs(process.argv) }));
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`\n  All ${wanted.length} steps passed in ${seconds} s.`);
}

function readWanted(words) {
  const names = words.flatMap((word, index) => (words[index - 1] === '--only' ? [word] : []));
  const unknown = names.find((name) => !steps.some((known) => known.name === name));
  if (unknown !== undefined) {
    throw new Refusal(
      `There is no step "${unknown}": choose from ${steps.map(({ name }) => name).join(', ')}.`,
    );
  }
  return names.length === 0 ? steps : steps.filter(({ name }) => names.includes(name));
}

function readPlaywrightArgs(words) {
  const index = words.indexOf('--');
  return index === -1 ? [] : words.slice(index + 1);
}

function claimTestBuild() {
  const lock = lockFolder(installMemory, 'test.lock');
  if (!lock.ok)
    throw new Refusal(`The tests already run here as process ${lock.pid}: wait for them or stop them.`);
  cleanUps.push(lock.release);
}

/** Builds the shop against a fresh database and the stand-ins, serves it, and lets the browser at it. */
async function testInBrowser({ env, args }) {
  const chromium = await step('  chromium', () => findChromium({ env }));
  const dataDir = mkdtempSync(join(tmpdir(), 'landfall-test-'));
  cleanUps.push(() => rmSync(dataDir, { recursive: true, force: true }));
  const given = {
    ...env,
    DATA_DIR: dataDir,
    APP_ENV: 'test',
    NEXT_DIST_DIR: TEST_DIST_DIR,
    DELIVERY_PROMISE_MINUTES: TEST_PROMISE_MINUTES,
    OPERATORS: TEST_OPERATOR,
  };
  const plan = await planStack(given, { ports: 'any' });
  const services = await startServices(plan, (supervisor) => cleanUps.push(() => supervisor.stop()));
  await startShop({ ...services, plan, mode: 'start', show: 'no' });
  const crash = services.supervisor.ended.then((end) => {
    throw toRefusal(end);
  });
  const e2e = { ...env, ...describeStack(services.env, plan), CHROMIUM_PATH: chromium };
  await Promise.race([crash, exercise(e2e, args)]);
}

async function exercise(env, args) {
  await step('  budgets', () => checks.checkBudgets({ env }));
  await step('  pages', () => checks.runBrowserTests({ env, args }));
}

/** What the browser tests are told. */
function describeStack(env, { standIns: { ports }, distDir, dataDir }) {
  const origin = (port) => `http://127.0.0.1:${port}`;
  return {
    E2E_BASE_URL: env.APP_URL,
    E2E_ZIM_URL: origin(ports.zim),
    E2E_ZENDIT_URL: origin(ports.zendit),
    E2E_STRIPE_URL: origin(ports.stripe),
    E2E_MAIL_URL: origin(ports.mail),
    E2E_RATES_URL: origin(ports.rates),
    E2E_DATABASE_URL: env.DATABASE_URL,
    E2E_DIST_DIR: distDir,
    E2E_LOGS: join(dataDir, 'logs'),
    E2E_OPERATOR: TEST_OPERATOR,
  };
}

async function leave(code) {
  if (leaving) return;
  leaving = true;
  stopRunning();
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => leave(1));

try {
  await main();
  await leave(0);
} catch (error) {
  if (!leaving) console.error(error instanceof Refusal ? `\n${error.message}` : error);
  await leave(1);
}
