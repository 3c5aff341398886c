import { setTimeout as wait } from 'node:timers/promises';
import { awaitRest } from '../judge/await-rest.ts';
import { judge, type Verdict } from '../judge/judge.ts';
import { askRefund, type Purchase } from '../load/buyer.ts';
import { type OnSale, openTruth, type Truth } from '../read-truth.ts';
import type { Shop } from '../world/shop.ts';
import { openWorld, type World } from '../world/world.ts';
import { buyOne, payOne } from './buy-one.ts';
import {
  type CrashCase,
  DELIVERED,
  type End,
  isApart,
  isOfRefund,
  listCases,
  POINTS,
  prepare,
  toEnd,
} from './crash-cases.ts';
import { listWrongs, type SuiteContext, type SuiteResult, timed } from './suite.ts';

const SPEED_UP = 20;
/** Times of the shop are divided by 20; every order is at its end a minute later all the same. */
const LIMIT_MS = 60_000;
const LANES = { full: 6, reduced: 2 };

type CrashOptions = { cases: readonly CrashCase[]; lanes: number; guardsOff?: readonly string[] };
type CaseResult = { tried: CrashCase; restMs?: number; failure?: string };

/** The shop dies at every named point of an order's way, is started again, and everything ends right. */
export function runCrashPoints(
  context: SuiteContext,
  options: CrashOptions = { cases: listCases(context.size), lanes: LANES[context.size] },
): Promise<SuiteResult> {
  return timed(async () => {
    const queue = [...options.cases];
    const lanes = Array.from({ length: options.lanes }, (_, lane) =>
      runLane(context, { ...options, queue, lane }),
    );
    const done = await Promise.all(lanes);
    return report(done, options);
  });
}

type Lane = CrashOptions & { queue: CrashCase[]; lane: number };
type LaneResult = { results: CaseResult[]; verdict: Verdict };

async function runLane(
  { root, say, pace, promiseMs, patienceMs }: SuiteContext,
  { queue, lane, guardsOff = [] }: Lane,
): Promise<LaneResult> {
  const speedUp = pace(SPEED_UP);
  const world = await openWorld({
    name: ['crash', lane, ...guardsOff].join('-'),
    root,
    speedUp,
    promiseMs: promiseMs(speedUp),
    guardsOff,
  });
  const limitMs = patienceMs(LIMIT_MS);
  const truth = openTruth(world.database.url);
  try {
    await world.shop.start();
    const plans = { zim: await truth.listOnSale('zim', 200), zendit: await truth.listOnSale('zendit', 200) };
    const results: CaseResult[] = [];
    await buyOne(world, truth, plans.zim.pop());
    for (let tried = queue.shift(); tried; tried = queue.shift()) {
      const result = await dieAndRecover(world, truth, {
        tried,
        plan: plans[tried.provider].pop(),
        limitMs,
      });
      results.push({ tried, ...result });
      if (result.failure) say(`${name(tried)}: ${result.failure}`);
    }
    await awaitRest(world, truth, limitMs);
    return { results, verdict: await judge(world, truth) };
  } finally {
    await truth.close();
    await world.close();
  }
}

const name = ({ label, provider, passing }: CrashCase) => `${label}:${passing} ${provider}`;

type Death = { tried: CrashCase; plan: OnSale | undefined; limitMs: number };

/** As many orders of a plan of its own as it takes to pass the point so often. */
async function dieAndRecover(world: World, truth: Truth, death: Death): Promise<Omit<CaseResult, 'tried'>> {
  const { shop } = world;
  const { tried } = death;
  const extra = await prepare(tried, world.standIns);
  const restart = async (settings: Record<string, string>) => {
    await shop.kill();
    await shop.start(settings);
  };
  if (!isApart(tried)) return dieOnce(world, truth, { ...death, restart: () => restart({}) });
  await restart(extra);
  const result = await dieOnce(world, truth, { ...death, restart: () => restart(extra) });
  await restart({});
  return result;
}

async function dieOnce(
  world: World,
  truth: Truth,
  { tried, plan, limitMs, restart }: Death & { restart: () => Promise<void> },
): Promise<Omit<CaseResult, 'tried'>> {
  const { shop } = world;
  const buyers = () => Array.from({ length: tried.passing === 1 ? 1 : 2 }, () => payOne(world, plan));
  const own = isOfRefund(tried) ? await Promise.all(buyers()) : [];
  if (own.length > 0 && !(await awaitEnd(truth, own, { end: DELIVERED, limitMs })))
    return { failure: 'not delivered before its refund' };
  await arm(shop, tried);
  const until = Date.now() + limitMs;
  const paying = own.length > 0 ? [] : buyers();
  const asking = own.map((purchase) => askRefund(shop.url, purchase, until));
  const died = await diesInTime(world, limitMs / 2);
  const started = Date.now();
  await restart();
  const paid = [...own, ...(await Promise.all(paying))];
  if ((await Promise.all(asking)).includes(false)) return { failure: 'the refund was refused' };
  if (!died) return { failure: 'the point was never passed' };
  const ended = await awaitEnd(truth, paid, { end: toEnd(tried), limitMs });
  return ended
    ? { restMs: Date.now() - started }
    : { failure: `not at its end after ${(limitMs / 1_000).toFixed(0)} s` };
}

async function arm({ url }: Shop, { label, passing }: CrashCase): Promise<void> {
  const answer = await fetch(`${url}/crash-at`, { method: 'POST', body: JSON.stringify({ label, passing }) });
  if (answer.status !== 200) throw new Error(`The crash point was not armed: ${answer.status}`);
}

async function diesInTime({ shop }: World, patienceMs: number): Promise<boolean> {
  const end = new AbortController();
  const late = wait(patienceMs, false, { signal: end.signal }).catch(() => false);
  const died = await Promise.race([shop.ended().then(({ signal }) => signal === 'SIGKILL'), late]);
  end.abort();
  return died;
}

async function awaitEnd(
  truth: Truth,
  paid: readonly Purchase[],
  { end, limitMs }: { end: End; limitMs: number },
): Promise<boolean> {
  const ids = new Set(paid.map(({ orderId }) => orderId));
  const started = Date.now();
  while (Date.now() - started < limitMs) {
    const own = (await truth.readOrders()).filter(({ id }) => ids.has(id));
    const isOver = own.every(
      ({ fulfilment, payment }) => fulfilment === end.fulfilment && payment === end.payment,
    );
    if (own.length === ids.size && isOver) return true;
    await wait(150);
  }
  return false;
}

function report(lanes: readonly LaneResult[], { cases }: CrashOptions) {
  const results = lanes.flatMap((lane) => lane.results);
  const failures = results.flatMap(({ tried, failure }) => (failure ? [`${name(tried)}: ${failure}`] : []));
  const slowest = Math.max(...results.map(({ restMs }) => restMs ?? 0)) / 1_000;
  const violations = [...failures];
  for (const { verdict } of lanes) violations.push(...listWrongs(verdict.wrongs), ...verdict.examples);
  const surplus = lanes.reduce((sum, { verdict }) => sum + verdict.zimSurplus, 0);
  if (surplus > 0) violations.push(`ZIM surplus: ${surplus}`);
  return {
    suite: 'crash points',
    load: `${cases.length} deaths at ${new Set(cases.map(({ label }) => label)).size} of ${POINTS.length} points`,
    figures: {
      'ended right': `${results.length - failures.length} of ${results.length}`,
      'slowest recovery': `${slowest.toFixed(1)} s`,
      'ZIM surplus': surplus,
      'mail copies': lanes.reduce((sum, { verdict }) => sum + verdict.mailCopies, 0),
    },
    violations,
  };
}
