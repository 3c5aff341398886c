import { setTimeout as wait } from 'node:timers/promises';
import { auditBooks } from '../judge/audit-books.ts';
import { awaitRest } from '../judge/await-rest.ts';
import { judge } from '../judge/judge.ts';
import { runLoad } from '../load/run-load.ts';
import { openTruth } from '../read-truth.ts';
import { findPostgres, openPostgres } from '../world/postgres.ts';
import { openWorld } from '../world/world.ts';
import { buyOne } from './buy-one.ts';
import { listWrongs, type SuiteContext, type SuiteResult, sumOf, timed } from './suite.ts';

const SPEED_UP = 10;
/** After the end of the last promise. */
const REST_MS = 60_000;
const AUDIT_MS = 20_000;
const SIZES = {
  full: { orders: 300, perSecond: 4, everyMs: 15_000 },
  reduced: { orders: 40, perSecond: 4, everyMs: 5_000 },
};

/** Two web and two background processes on a PostgreSQL that is cut off every few seconds. */
export function runDatabase({
  root,
  size,
  say,
  pace,
  promiseMs,
  patienceMs,
  slowness,
}: SuiteContext): Promise<SuiteResult> {
  return timed(async () => {
    const { orders, perSecond, everyMs } = SIZES[size];
    const binaries = findPostgres();
    if (!binaries) throw new Error('PostgreSQL 15 or newer is not installed: apt-get install postgresql');
    const speedUp = pace(SPEED_UP);
    const world = await openWorld({
      name: 'database',
      root,
      speedUp,
      promiseMs: promiseMs(speedUp),
      openDatabase: (standIns, log) => openPostgres(binaries, { standIns, log }),
    });
    const truth = openTruth(world.database.url);
    try {
      const others = [await world.addShop('off'), await world.addShop('only'), await world.addShop('only')];
      await Promise.all([world.shop.start({ WORKER: 'off' }), ...others.map((shop) => shop.start())]);
      const plans = { zim: await truth.listOnSale('zim', 10), zendit: await truth.listOnSale('zendit', 10) };
      await buyOne(world, truth, plans.zim[9]);
      const cuts = cutRegularly(world.database.restart, everyMs * slowness);
      const shopUrls = [world.shop.url, others[0]?.url ?? world.shop.url];
      const sold = await runLoad({
        orders,
        perSecond: (perSecond * speedUp) / SPEED_UP,
        seed: 7,
        plans,
        shopUrls,
        patienceMs: patienceMs(60_000),
      });
      const restarts = await cuts.stop();
      const restMs = await awaitRest(world, truth, world.promiseMs + patienceMs(REST_MS));
      const { wrongs, paid, delivered, zimSurplus, zimInStock, examples } = await judge(world, truth);
      for (const example of examples.slice(0, 5)) say(example);
      const books = await auditBooks(world.database.url, patienceMs(AUDIT_MS));
      const violations = [...listWrongs(wrongs), ...books.violations];
      if (restMs === undefined) violations.push('did not come to rest');
      if (delivered < paid * 0.99) violations.push(`delivered ${delivered} of ${paid}`);
      return {
        suite: 'database',
        load: `${orders} orders, 2 + 2 processes, ${restarts} cuts of PostgreSQL`,
        figures: {
          delivered: `${delivered} of ${paid}`,
          'turned away': sumOf(sold.turnedAway),
          ...wrongs,
          audit: books.summary,
          'ZIM surplus': `${zimSurplus}, ${zimInStock} in stock`,
        },
        violations,
      };
    } finally {
      await truth.close();
      await world.close();
    }
  });
}

function cutRegularly(restart: (() => Promise<void>) | undefined, everyMs: number) {
  const end = new AbortController();
  let restarts = 0;
  const run = async () => {
    while (!end.signal.aborted) {
      await wait(everyMs, undefined, { signal: end.signal }).catch(() => undefined);
      if (end.signal.aborted) return;
      await restart?.();
      restarts += 1;
    }
  };
  const running = run();
  return {
    async stop() {
      end.abort();
      await running;
      return restarts;
    },
  };
}
