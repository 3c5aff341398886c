import { setTimeout as wait } from 'node:timers/promises';
import { auditBooks, type Books } from '../judge/audit-books.ts';
import { awaitRest } from '../judge/await-rest.ts';
import { judge } from '../judge/judge.ts';
import { sellQuickly } from '../load/sell-quickly.ts';
import { openTruth, type Truth } from '../read-truth.ts';
import { openWorld, type World } from '../world/world.ts';
import { buyOne } from './buy-one.ts';
import { listWrongs, quantile, type SuiteContext, type SuiteResult, timed } from './suite.ts';

/**
 * What the shop itself has to do shrinks with no clock: with many orders it must not be asked for it too often, or what
 * is measured is the speed and not the outage.
 */
const SPEED_UP = { full: 2, reduced: 20 };
const SIZES = { full: 150, reduced: 20 };
const SLOWEST = 1.3;
const AUDIT_MS = 20_000;
/** Shorter than the shop's, to wait less: ten times a wholesaler's time limit all the same. */
const PROMISE_MS = 5 * 60_000;
/** Another number of results each time, so that no answer comes from a cache. */
const toSearch = (round: number) => `/api/plans?place=japan&limit=${1 + (round % 50)}`;
/** Takes every connection, never says a word, and does nothing. */
const BLACK_HOLE = [{ match: '*', delayMs: 600_000, cut: 'before' as const }];

/**
 * One wholesaler falls silent while paid orders wait for it. Each is released in time, those of the other wholesaler
 * are delivered, and searching is as fast as in a twin of the shop that has nothing to do.
 */
export function runOutage({
  root,
  size,
  pace,
  promiseMs,
  patienceMs,
  say,
}: SuiteContext): Promise<SuiteResult> {
  return timed(async () => {
    const each = SIZES[size];
    const speedUp = pace(SPEED_UP[size]);
    const twin = await openWorld({ name: 'outage-twin', root, speedUp, promiseMs: promiseMs(speedUp) });
    const world = await openWorld({ name: 'outage', root, speedUp, promiseMs: PROMISE_MS / speedUp });
    const truth = openTruth(world.database.url);
    try {
      await twin.shop.start();
      await world.shop.start();
      const plans = { zim: await truth.listOnSale('zim', 10), zendit: await truth.listOnSale('zendit', 10) };
      await buyOne(world, truth, plans.zim[0]);
      await world.shop.kill();
      await world.shop.start({ WORKER: 'off' });
      await sellQuickly(world, [...plans.zim, ...plans.zendit], each * 2);
      await world.standIns.zendit.fail(BLACK_HOLE);
      await world.shop.kill();
      await world.shop.start();
      const { ratio, restMs } = await browseMeanwhile({
        world,
        twin,
        truth,
        patienceMs: world.promiseMs + patienceMs(120_000),
      });
      await world.standIns.zendit.fail([]);
      const books = await auditBooks(world.database.url, patienceMs(AUDIT_MS));
      return await report({ world, truth, each, ratio, restMs, books, say });
    } finally {
      await truth.close();
      await world.close();
      await twin.close();
    }
  });
}

/** Searches here and at the twin in turn until all orders are at their end. */
async function browseMeanwhile({
  world,
  twin,
  truth,
  patienceMs,
}: {
  world: World;
  twin: World;
  truth: Truth;
  patienceMs: number;
}) {
  const took = { here: [] as number[], there: [] as number[] };
  const end = new AbortController();
  const browse = async () => {
    for (let round = 0; !end.signal.aborted; round += 1) {
      took.here.push(await search(world.shop.url + toSearch(round)));
      took.there.push(await search(twin.shop.url + toSearch(round)));
      await wait(50);
    }
  };
  const browsing = browse();
  const restMs = await awaitRest(world, truth, patienceMs);
  end.abort();
  await browsing;
  return { ratio: quantile(took.here, 0.5) / quantile(took.there, 0.5), restMs };
}

async function search(url: string): Promise<number> {
  const started = performance.now();
  const answer = await fetch(url);
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`The search answered ${answer.status}`);
  return performance.now() - started;
}

type Measured = {
  world: World;
  truth: Truth;
  each: number;
  ratio: number;
  restMs: number | undefined;
  books: Books;
  say: (line: string) => void;
};

async function report({ world, truth, each, ratio, restMs, books, say }: Measured) {
  const { wrongs, paid, delivered, released, examples } = await judge(world, truth);
  for (const example of examples.slice(0, 5)) say(example);
  const violations = [...listWrongs(wrongs), ...books.violations];
  if (restMs === undefined) violations.push('did not come to rest');
  if (delivered + released < paid)
    violations.push(`${paid - delivered - released} neither delivered nor released`);
  if (released !== each) violations.push(`released ${released} instead of ${each}`);
  if (ratio > SLOWEST) violations.push(`searching was ${ratio.toFixed(2)} times slower`);
  return {
    suite: 'outage',
    load: `${each * 2} orders, half of them at a wholesaler that never answers`,
    figures: {
      released: `${released} of ${each}`,
      delivered: `${delivered} of ${paid - each}`,
      audit: books.summary,
      'search, times a shop at rest': ratio.toFixed(2),
    },
    violations,
  };
}
