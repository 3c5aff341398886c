import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createLanes } from './lanes.ts';
import { type Pacing, tellPacing, toPacing } from './pacing.ts';
import { type ProofResult, recordFigures, toTables } from './report.ts';
import { runCrashPoints } from './suites/crash-points.ts';
import { runDatabase } from './suites/database.ts';
import { runDoubleOwner } from './suites/double-owner.ts';
import { PROOFS, type Proof } from './suites/guards.ts';
import { runModel } from './suites/model.ts';
import { runOutage } from './suites/outage.ts';
import { runQueueWiped } from './suites/queue-wiped.ts';
import { runRaces } from './suites/races.ts';
import { runStorm } from './suites/storm.ts';
import type { SuiteContext, SuiteResult } from './suites/suite.ts';
import { runWebhookBurst } from './suites/webhook-burst.ts';
import { makeTemplate } from './world/database.ts';
import { findPostgres, killServers } from './world/postgres.ts';
import { killPrograms } from './world/process.ts';
import { startStandIns } from './world/stand-ins.ts';

/**
 * `npm run test:faults`: the shop under every fault that it promises to stand, and the figures written into
 * docs/reliability.md, in twenty minutes. `--reduced` takes three, `--only storm` runs one suite, `--only
 * guards --guard fencing` takes one guard away, `--record` writes the figures of such a part, `--keep` leaves the
 * folders with the logs.
 */
const { values } = parseArgs({
  options: {
    reduced: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    guard: { type: 'string', multiple: true },
    record: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});

type Suite = {
  run: (context: SuiteContext) => Promise<SuiteResult>;
  /** How much of the machine it needs until it says that it only waits. */
  lanes: number;
  isInReduced: boolean;
};

/** How much of its work the machine can do side by side. */
const LANES = 2;
const SUITES: Readonly<Record<string, Suite>> = {
  storm: { run: runStorm, lanes: 2, isInReduced: true },
  model: { run: runModel, lanes: 1, isInReduced: false },
  'crash-points': { run: runCrashPoints, lanes: 2, isInReduced: true },
  races: { run: runRaces, lanes: 2, isInReduced: true },
  database: { run: runDatabase, lanes: 2, isInReduced: false },
  'webhook-burst': { run: runWebhookBurst, lanes: 2, isInReduced: true },
  'queue-wiped': { run: runQueueWiped, lanes: 2, isInReduced: true },
  outage: { run: runOutage, lanes: 2, isInReduced: false },
  'double-owner': { run: runDoubleOwner, lanes: 1, isInReduced: false },
};
/** Left out of the reduced set where it is not installed. */
const ON_POSTGRES = ['races', 'database', 'model'];
const FASTEST = 20;

function isWanted(name: string, isInReduced: boolean): boolean {
  return values.only ? values.only.includes(name) : isInReduced || !values.reduced;
}

async function main(root: string): Promise<boolean> {
  const started = performance.now();
  const pacing = await measurePace(root);
  console.log(tellPacing(pacing, FASTEST));
  const say = (line: string) => console.log(`  ${line}`);
  const size = values.reduced ? 'reduced' : 'full';
  const context: SuiteContext = { ...pacing, root, size, say, onWaiting: () => undefined };
  const inLanes = createLanes(LANES);
  const [results, proofs] = await Promise.all([
    Promise.all(
      chooseSuites(say).map(({ run, lanes }) =>
        inLanes(lanes, (onWaiting) => run({ ...context, onWaiting }).then(print)),
      ),
    ),
    Promise.all(chooseProofs().map((proof) => inLanes(1, () => proveGuard(context, proof)))),
  ]);
  const isWhole = !values.reduced && !values.only;
  const failed = [
    ...results.flatMap(({ suite, violations }) => (violations.length > 0 ? [suite] : [])),
    ...proofs.flatMap(({ guard, showed }) => (showed === undefined ? [`without ${guard}`] : [])),
  ];
  if (isWhole) results.push(toWholeRun(failed, (performance.now() - started) / 1_000));
  console.log(`\n${toTables({ results, proofs })}`);
  if (values.record || isWhole) await recordFigures({ results, proofs }, pacing);
  return failed.length === 0;
}

function chooseSuites(say: (line: string) => void): Suite[] {
  return Object.entries(SUITES).flatMap(([name, suite]) => {
    if (!isWanted(name, suite.isInReduced)) return [];
    if (!values.reduced || !ON_POSTGRES.includes(name) || findPostgres()) return suite;
    say(`${name} is left out: it needs PostgreSQL 15 or newer in /usr/lib/postgresql`);
    return [];
  });
}

/** Each guard is taken away once: its suite must turn red for that very reason, or it proves nothing. */
function chooseProofs(): Proof[] {
  if (!isWanted('guards', false)) return [];
  return PROOFS.filter(({ guard }) => !values.guard || values.guard.includes(guard));
}

const toWholeRun = (failed: readonly string[], seconds: number): SuiteResult => ({
  suite: 'the whole run',
  load: 'every suite, then every guard taken away',
  figures: {},
  violations: failed,
  seconds,
});

/** Fills the database that every suite starts from, and takes the time that needs as the measure of the machine. */
async function measurePace(root: string): Promise<Pacing> {
  const standIns = await startStandIns('http://127.0.0.1:9', join(root, 'template-stand-ins.log'));
  const started = performance.now();
  await makeTemplate(root, standIns);
  const pacing = toPacing(performance.now() - started);
  standIns.program.kill('SIGTERM');
  return pacing;
}

async function proveGuard(context: SuiteContext, { guard, sign, run }: Proof): Promise<ProofResult> {
  const { suite, violations, seconds } = await run({ ...context, say: () => undefined });
  const showed = violations.find((violation) => violation.includes(sign));
  const how = showed === undefined ? 'stays green' : `red (${showed})`;
  console.log(
    `  ${showed === undefined ? '✗' : '✓'} without ${guard}: ${suite} ${how}  (${seconds.toFixed(0)} s)`,
  );
  return { guard, suite, showed };
}

function print(result: SuiteResult): SuiteResult {
  const { suite, load, figures, violations, seconds } = result;
  console.log(`  ${violations.length === 0 ? '✓' : '✗'} ${suite}: ${load}  (${seconds.toFixed(0)} s)`);
  for (const [name, value] of Object.entries(figures)) console.log(`      ${name}: ${value}`);
  for (const violation of violations) console.log(`      ✗ ${violation}`);
  return result;
}

/** Three minutes on two quiet cores. */
const REDUCED_LIMIT_MS = 20 * 60_000;
const root = await mkdtemp(join(tmpdir(), 'landfall-faults-'));

function leave(code: number): never {
  killPrograms();
  killServers();
  if (values.keep) console.log(`Logs: ${root}`);
  else rmSync(root, { recursive: true, force: true });
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => leave(1));
if (values.reduced)
  setTimeout(() => {
    console.error(
      `The fault suites did not finish in ${REDUCED_LIMIT_MS / 60_000} minutes: this machine is too busy for them. Nothing is known to be wrong.`,
    );
    leave(1);
  }, REDUCED_LIMIT_MS).unref();

try {
  leave((await main(root)) ? 0 : 1);
} catch (thrown) {
  console.error(thrown);
  leave(1);
}
