import { closeDb, createDb } from '#lib/db/client';
import { migrate } from '../../../prisma/migrate.ts';
import { runLives, runTwins } from '../model/run-model.ts';
import { createServer, findPostgres } from '../world/postgres.ts';
import { type SuiteContext, type SuiteResult, timed } from './suite.ts';

const SIZES = { full: { lives: 5_000, twins: 200 }, reduced: { lives: 500, twins: 20 } };

/**
 * Random lives of an order under the shop's own use cases, in memory; and the same kind of lives beside a PostgreSQL,
 * which proves that the memory stores keep the real ones' word.
 */
export function runModel({ size }: SuiteContext): Promise<SuiteResult> {
  return timed(async () => {
    const { lives, twins } = SIZES[size];
    const lived = await runLives({ sequences: lives });
    const paired = await compareStores(twins);
    return {
      suite: 'model',
      load: `${lives} random lives of an order, and ${twins} beside PostgreSQL`,
      figures: {
        'without a contradiction': `${lived.failure ? 'not ' : ''}${lived.sequences} of ${lives}`,
        'kinds of events in them': lived.reached.size,
        'alike in both stores': `${paired.failure ? 'not ' : ''}${paired.sequences} of ${twins}, ${paired.reached.size} kinds of events`,
      },
      violations: [lived.failure, paired.failure].filter((failure) => failure !== undefined),
    };
  });
}

async function compareStores(sequences: number) {
  const binaries = findPostgres();
  if (!binaries) throw new Error('PostgreSQL 15 or newer is not installed: apt-get install postgresql');
  const server = await createServer(binaries);
  await server.start();
  try {
    await migrate({ databaseUrl: server.url, log: () => undefined });
    return await runTwins(createDb(server.url), { sequences });
  } finally {
    await closeDb(server.url);
    await server.remove();
  }
}
