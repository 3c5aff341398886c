import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findNode, Refusal, root, tools } from './project.mjs';
import { run } from './run.mjs';

const FEWEST_MODULES = 50;
/** Longer than the suites give themselves. */
const FAULTS_MS = 1_500_000;

const runTool = (tool, args, options) => run(findNode(), [tools[tool], ...args], { name: tool, ...options });

/** Formatting and lint rules. */
export async function checkStyle({ env }) {
  await runTool('biome', ['ci', '--colors=off', '.'], { env });
}

export async function checkTypes({ env }) {
  await runTool('next', ['typegen'], { env, name: 'next typegen' });
  await runTool('tsc', ['--noEmit', '-p', 'tsconfig.json'], { env });
}

/** Import rules; without its parser dependency-cruiser reads nothing and is content, hence the count. */
export async function checkBoundaries({ env }) {
  const roots = ['app', 'components', 'lib', 'sandbox', 'e2e', 'prisma'].filter((name) =>
    existsSync(join(root, name)),
  );
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', ...roots];
  const output = await runTool('depcruise', args, { env, name: 'dependency-cruiser' });
  const count = Number(/(\d+) modules/.exec(output)?.[1] ?? 0);
  if (count <= FEWEST_MODULES)
    throw new Refusal(`dependency-cruiser read ${count} modules: it is not reading the code.`);
  return `${count} modules`;
}

export async function checkDeadCode({ env }) {
  await runTool('knip', ['--no-progress'], { env });
}

/** A schema without its migration would pass every other test here and break the next deployment. */
export async function checkMigrations({ env }) {
  await run(findNode(), [join(root, 'scripts', 'migration.mjs'), '--check'], {
    env,
    name: 'The migration check',
  });
}

export async function runUnitTests({ env }) {
  await runTool('vitest', ['run'], { env, name: 'vitest', show: 'live' });
}

/** The smallest set of the suites that break things around the shop; it ends itself when a machine is too slow for it. */
export async function runFaultSuites({ env }) {
  const args = ['--conditions=react-server', '--disable-warning=ExperimentalWarning'];
  const script = join(root, 'scripts', 'faults', 'main.ts');
  await run(findNode(), [...args, script, '--reduced'], {
    env,
    name: 'The fault suites',
    show: 'live',
    timeoutMs: FAULTS_MS,
  });
}

/** Byte budgets and response headers, measured at the running build. */
export async function checkBudgets({ env }) {
  const script = join(root, 'scripts', 'check-budgets.mjs');
  if (!existsSync(script)) return 'measured in the browser tests';
  return (await run(findNode(), [script], { env, name: 'The byte budget' })).trim();
}

export async function runBrowserTests({ env, args = [] }) {
  await runTool('playwright', ['test', ...args], { env, name: 'Playwright', show: 'live' });
}
