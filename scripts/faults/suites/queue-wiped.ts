import { setTimeout as wait } from 'node:timers/promises';
import { awaitRest } from '../judge/await-rest.ts';
import { judge } from '../judge/judge.ts';
import { sellQuickly } from '../load/sell-quickly.ts';
import { openTruth } from '../read-truth.ts';
import { openWorld } from '../world/world.ts';
import { listWrongs, type SuiteContext, type SuiteResult, timed } from './suite.ts';

const SPEED_UP = 10;
const SIZES = { full: 200, reduced: 30 };
const WIPES = 5;

/** The queue, and everything else that one would hold: who works what, which task is next, which event was handled. */
const WIPE = [
  'DELETE FROM bell.job',
  'UPDATE "Order" SET "leaseToken" = NULL, "leaseUntil" = NULL',
  'UPDATE "OrderLine" SET "leaseToken" = NULL, "leaseUntil" = NULL',
  'DELETE FROM "Task"',
  'DELETE FROM "InboxEvent"',
];

/** All jobs, leases, tasks and events vanish again and again while orders are worked: the orders know themselves. */
export function runQueueWiped({
  root,
  size,
  pace,
  promiseMs,
  patienceMs,
  slowness,
  say,
}: SuiteContext): Promise<SuiteResult> {
  return timed(async () => {
    const orders = SIZES[size];
    const speedUp = pace(SPEED_UP);
    const world = await openWorld({ name: 'queue-wiped', root, speedUp, promiseMs: promiseMs(speedUp) });
    const truth = openTruth(world.database.url);
    try {
      await world.shop.start();
      const [zim, zendit] = [await truth.listOnSale('zim', 10), await truth.listOnSale('zendit', 10)];
      const selling = sellQuickly(world, [...zim, ...zendit], orders);
      for (let wipe = 0; wipe < WIPES; wipe += 1) {
        await wait(1_500 * slowness);
        for (const statement of WIPE) await truth.run(statement);
      }
      await selling;
      const restMs = await awaitRest(world, truth, world.promiseMs + patienceMs(60_000));
      const { wrongs, paid, delivered, zimSurplus, zimInStock, examples } = await judge(world, truth);
      for (const example of examples.slice(0, 5)) say(example);
      const violations = listWrongs(wrongs);
      if (restMs === undefined || delivered < paid) violations.push(`delivered ${delivered} of ${paid}`);
      return {
        suite: 'queue wiped',
        load: `${orders} orders, wiped ${WIPES} times`,
        figures: {
          delivered: `${delivered} of ${paid}`,
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
