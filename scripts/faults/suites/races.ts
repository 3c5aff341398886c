import { join } from 'node:path';
import { z } from 'zod';
import { migrate } from '../../../prisma/migrate.ts';
import { openTruth } from '../read-truth.ts';
import { createServer, findPostgres } from '../world/postgres.ts';
import { startProgram } from '../world/process.ts';
import type { SuiteContext, SuiteResult } from './suite.ts';
import { timed } from './suite.ts';

const PARALLEL = 50;
const PARTS = [0, 1];
const ROUNDS = { full: 200, reduced: 5 };
const line = z.object({ name: z.string(), violations: z.number(), example: z.string() });
type Found = z.infer<typeof line>;

type RaceOptions = {
  rounds: number;
  guardsOff?: readonly string[];
  /** Run before the races, to take away a guard that is the database's. */
  statements?: readonly string[];
};

/** Many calls at once on the same rows, on a PostgreSQL that really runs them side by side. */
export function runRaces(
  context: SuiteContext,
  options: RaceOptions = { rounds: ROUNDS[context.size] },
): Promise<SuiteResult> {
  return timed(async () => {
    const found = (await Promise.all(PARTS.map((part) => runPart(context, options, part)))).flat();
    for (const { example } of found) if (example) context.say(example);
    return {
      suite: 'races',
      load: `${PARALLEL} at once × ${found.length} kinds × ${options.rounds} rounds`,
      figures: Object.fromEntries(found.map(({ name, violations }) => [name, violations])),
      violations: found.flatMap(({ name, violations }) =>
        violations > 0 ? [`${name}: ${violations} violations`] : [],
      ),
    };
  });
}

/** Half of the kinds, on a server of their own. */
async function runPart(
  { root }: SuiteContext,
  { rounds, guardsOff = [], statements = [] }: RaceOptions,
  part: number,
): Promise<Found[]> {
  const binaries = findPostgres();
  if (!binaries) throw new Error('PostgreSQL 15 or newer is not installed: apt-get install postgresql');
  const server = await createServer(binaries);
  await server.start();
  try {
    await prepare(server.url, statements);
    const found: Found[] = [];
    const numbers = { rounds, parallel: PARALLEL, part, parts: PARTS.length };
    const log = join(root, `races-${new URL(server.url).port}.log`);
    const program = startProgram({
      args: [
        '--conditions=react-server',
        'scripts/faults/races/main.ts',
        ...Object.entries(numbers).map(([name, value]) => `--${name}=${value}`),
      ],
      env: { APP_ENV: 'test', DATABASE_URL: server.url, GUARDS_OFF: guardsOff.join(',') },
      log,
      onLine: (text) => found.push(line.parse(JSON.parse(text))),
    });
    const { code } = await program.ended;
    if (code !== 0) throw new Error(`The races ended with ${code}, see ${log}`);
    return found;
  } finally {
    await server.remove();
  }
}

async function prepare(url: string, statements: readonly string[]): Promise<void> {
  await migrate({ databaseUrl: url, log: () => undefined });
  const truth = openTruth(url);
  for (const statement of statements) await truth.run(statement);
  await truth.close();
}
