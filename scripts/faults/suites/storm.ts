import { auditBooks, type Books } from '../judge/audit-books.ts';
import { awaitRest } from '../judge/await-rest.ts';
import { judge, type Verdict } from '../judge/judge.ts';
import { killAtRandom } from '../load/kill-at-random.ts';
import { brewStorm, calm } from '../load/mix.ts';
import { runLoad, type Sold } from '../load/run-load.ts';
import { openTruth } from '../read-truth.ts';
import { openWorld } from '../world/world.ts';
import { buyOne } from './buy-one.ts';
import { listWrongs, quantile, type SuiteContext, type SuiteResult, sumOf, timed } from './suite.ts';

const SPEED_UP = 8;
const PLANS_EACH = 10;
/** After the end of the last promise. */
const REST_MS = 60_000;
const AUDIT_MS = 20_000;

type StormOptions = {
  seeds: readonly number[];
  orders: number;
  perSecond: number;
  /** How long to wait for the end of every order; without it, as long as the shop may take. */
  restMs?: number;
  guardsOff?: readonly string[];
};

const SIZES = {
  full: { seeds: [1, 2, 3, 4, 5], orders: 200, perSecond: 5 },
  reduced: { seeds: [1], orders: 60, perSecond: 4 },
};

/** Orders in the worst weather, with a shop that is killed every few seconds. */
export function runStorm(
  context: SuiteContext,
  options: StormOptions = SIZES[context.size],
): Promise<SuiteResult> {
  return timed(async () => {
    return report(await runSeeds(context, options), options);
  });
}

/** Each storm breaks out when the one before has sold all its orders, which then come to their end beside it. */
function runSeeds(context: SuiteContext, options: StormOptions): Promise<Run[]> {
  let before = Promise.resolve();
  const runs = options.seeds.map((seed) => {
    const loaded = Promise.withResolvers<void>();
    const run = before.then(() => stormOnce(context, options, { seed, onLoaded: loaded.resolve }));
    before = Promise.race([loaded.promise, run.then(() => undefined)]);
    return run;
  });
  void before.then(context.onWaiting, () => undefined);
  return Promise.all(runs);
}

type Run = {
  verdict: Verdict;
  books: Books;
  sold: Sold;
  kills: number;
  restMs: number | undefined;
  speedUp: number;
};

async function stormOnce(
  { root, say, pace, promiseMs, patienceMs, slowness }: SuiteContext,
  options: StormOptions,
  { seed, onLoaded }: { seed: number; onLoaded: () => void },
): Promise<Run> {
  const speedUp = pace(SPEED_UP);
  const { orders, perSecond, guardsOff = [] } = options;
  const restWithinMs =
    options.restMs === undefined ? promiseMs(speedUp) + patienceMs(REST_MS) : patienceMs(options.restMs);
  const world = await openWorld({
    name: ['storm', seed, ...guardsOff].join('-'),
    root,
    speedUp,
    promiseMs: promiseMs(speedUp),
    guardsOff,
  });
  const truth = openTruth(world.database.url);
  try {
    await world.shop.start();
    const plans = {
      zim: await truth.listOnSale('zim', PLANS_EACH),
      zendit: await truth.listOnSale('zendit', PLANS_EACH),
    };
    await buyOne(world, truth, plans.zim[0], restWithinMs);
    await brewStorm(world.standIns, seed, speedUp);
    const killer = killAtRandom(world.shop, { seed, slowness });
    const sold = await runLoad({
      orders,
      perSecond: (perSecond * speedUp) / SPEED_UP,
      seed,
      plans,
      shopUrls: [world.shop.url],
      patienceMs: patienceMs(60_000),
    });
    const kills = await killer.stop();
    onLoaded();
    const restMs = await awaitRest(world, truth, restWithinMs);
    await calm(world.standIns);
    await buyOne(world, truth, plans.zim.at(-1), restWithinMs);
    const verdict = await judge(world, truth);
    const books = await auditBooks(world.database.url, patienceMs(AUDIT_MS));
    say(
      `seed ${seed}: ${verdict.delivered} of ${verdict.paid} delivered, ${kills} kills, surplus ${verdict.zimSurplus}`,
    );
    for (const example of verdict.examples.slice(0, 5)) say(`  ${example}`);
    return { verdict, books, sold, kills, restMs, speedUp };
  } finally {
    await truth.close();
    await world.close();
  }
}

function report(runs: readonly Run[], { seeds, orders }: StormOptions) {
  const total = (read: (verdict: Verdict) => number) =>
    runs.reduce((sum, { verdict }) => sum + read(verdict), 0);
  const [paid, delivered] = [total((one) => one.paid), total((one) => one.delivered)];
  const [bought, surplus] = [total((one) => one.zimBought), total((one) => one.zimSurplus)];
  const inStock = total((one) => one.zimInStock);
  const waits = runs.flatMap(({ verdict, speedUp }) => verdict.waits.map((seconds) => seconds * speedUp));
  const wrongs: Record<string, number> = {};
  for (const { verdict } of runs)
    for (const [name, count] of Object.entries(verdict.wrongs)) wrongs[name] = (wrongs[name] ?? 0) + count;
  const violations = listWrongs(wrongs);
  if (delivered < paid * 0.99) violations.push(`delivered ${delivered} of ${paid}`);
  if (surplus > Math.max(1, bought * 0.01)) violations.push(`ZIM surplus ${surplus} of ${bought}`);
  if (inStock !== surplus) violations.push(`of ${surplus} surplus eSIMs ${inStock} in stock`);
  const away = runs.reduce((sum, { sold }) => sum + sumOf(sold.turnedAway), 0);
  if (away > paid * 0.01) violations.push(`turned away ${away} of ${paid + away}`);
  const unrested = runs.filter(({ restMs }) => restMs === undefined).length;
  for (const { books } of runs) violations.push(...books.violations);
  if (unrested > 0) violations.push(`${unrested} runs did not come to rest`);
  return {
    suite: 'storm',
    load: `${seeds.length} × ${orders} orders, ${runs.reduce((sum, { kills }) => sum + kills, 0)} kills`,
    figures: {
      delivered: `${delivered} of ${paid} orders (${((delivered / paid) * 100).toFixed(1)} %), ${total((one) => one.esimsDelivered)} of ${total((one) => one.esims)} eSIMs`,
      ...pick(wrongs, [
        'lost',
        'chargedTwice',
        'twoEsims',
        'twoOwners',
        'chargedUndelivered',
        'wrongSum',
        'zenditDoubleBuys',
      ]),
      'ZIM surplus': `${surplus} of ${bought}, ${inStock} in stock`,
      audit: [...new Set(runs.map(({ books }) => books.summary))].join('; '),
      'turned away': away,
      'mail copies': total((one) => one.mailCopies),
      'wait p50 / p99': `${quantile(waits, 0.5).toFixed(0)} s / ${quantile(waits, 0.99).toFixed(0)} s at the shop's own pace`,
    },
    violations,
  };
}

const pick = (wrongs: Record<string, number>, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, wrongs[name] ?? 0]));
