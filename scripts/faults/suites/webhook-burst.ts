import { setTimeout as wait } from 'node:timers/promises';
import { judge } from '../judge/judge.ts';
import type { Purchase } from '../load/buyer.ts';
import { createDice, type Dice } from '../load/random.ts';
import { sellQuickly } from '../load/sell-quickly.ts';
import { deliver, listEvents, type StripeEvent } from '../load/stripe-events.ts';
import { openTruth, type Truth } from '../read-truth.ts';
import { openWorld, type World } from '../world/world.ts';
import { listWrongs, quantile, type SuiteContext, type SuiteResult, timed } from './suite.ts';

const SPEED_UP = 10;
const BURST_MS = 5_000;
const SETTLED_MS = 60_000;
/** Stripe takes an answer that comes later for none. */
const ANSWER_MS = 10_000;
/** All that is told of each payment, and each event comes twice. */
const TYPES = [
  'payment_intent.created',
  'charge.succeeded',
  'payment_intent.amount_capturable_updated',
  'checkout.session.completed',
];
const SIZES = { full: 250, reduced: 40 };
const FORGED = 20;
const TAMPERED = 3;

type BurstOptions = { orders: number; guardsOff?: readonly string[] };
type Burst = { statuses: number[]; tookMs: number[]; forgedAccepted: number };

/** All payments are told at once, shuffled and doubled, with forged events and wrong amounts among them. */
export function runWebhookBurst(
  { root, size, pace, promiseMs, patienceMs, say }: SuiteContext,
  { orders, guardsOff = [] }: BurstOptions = { orders: SIZES[size] },
): Promise<SuiteResult> {
  return timed(async () => {
    const speedUp = pace(SPEED_UP);
    const world = await openWorld({
      name: ['burst', ...guardsOff].join('-'),
      root,
      speedUp,
      promiseMs: promiseMs(speedUp),
      guardsOff,
    });
    const truth = openTruth(world.database.url);
    try {
      await world.standIns.stripe.set({ webhookEnabled: false });
      await world.shop.start({ WORKER: 'off' });
      const plans = [...(await truth.listOnSale('zim', 10)), ...(await truth.listOnSale('zendit', 10))];
      const paid = await sellQuickly(world, plans, orders);
      const tampered = paid.slice(0, TAMPERED);
      await lowerPrices(truth, tampered);
      const worker = await world.addShop('only');
      await worker.start();
      const events = await listEvents(world.standIns.stripe.url, TYPES);
      const burst = await sendAll(world, events, createDice(11));
      const settledMs = await awaitSettled(truth, paid.length - TAMPERED, patienceMs(SETTLED_MS));
      await awaitDelivered(truth, paid.length - TAMPERED, world.promiseMs + patienceMs(SETTLED_MS));
      const touched = await countTouched(truth, tampered);
      await raisePrices(truth, tampered);
      return await report({
        world,
        truth,
        burst,
        settledMs,
        touched,
        orders,
        say,
        answerMs: patienceMs(ANSWER_MS),
      });
    } finally {
      await truth.close();
      await world.close();
    }
  });
}

/** The shop's own price no longer is what was authorised at Stripe. */
const lowerPrices = (truth: Truth, tampered: readonly Purchase[]) => changePrices(truth, tampered, -100);
const raisePrices = (truth: Truth, tampered: readonly Purchase[]) => changePrices(truth, tampered, 100);

async function changePrices(truth: Truth, tampered: readonly Purchase[], by: number): Promise<void> {
  const ids = tampered.map(({ orderId }) => orderId);
  await truth.run('UPDATE "Order" SET "priceMinor" = "priceMinor" + $2 WHERE id = ANY($1)', [ids, by]);
}

async function sendAll({ shop }: World, events: readonly StripeEvent[], dice: Dice): Promise<Burst> {
  const copies = shuffle([...events, ...events], dice);
  const burst: Burst = { statuses: [], tookMs: [], forgedAccepted: 0 };
  const post = async (event: StripeEvent) => {
    const started = performance.now();
    burst.statuses.push(await deliver(shop.url, event).catch(() => 0));
    burst.tookMs.push(performance.now() - started);
  };
  const sent: Promise<void>[] = [];
  for (const event of copies) {
    sent.push(post(event));
    await wait(BURST_MS / copies.length);
  }
  await Promise.all(sent);
  for (const event of events.slice(0, FORGED)) {
    const forged = { ...event, id: `evt_forged_${event.id}` };
    if ((await deliver(shop.url, forged, 'whsec_guessed')) < 400) burst.forgedAccepted += 1;
  }
  return burst;
}

function shuffle<T>(items: readonly T[], dice: Dice): T[] {
  return items
    .map((item) => ({ item, place: dice.next() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

const SETTLED = ['authorised', 'captured'];

async function awaitSettled(truth: Truth, wanted: number, patienceMs: number): Promise<number | undefined> {
  const started = Date.now();
  while (Date.now() - started < patienceMs) {
    const rows = await truth.readOrders();
    if (rows.filter(({ payment }) => SETTLED.includes(payment)).length >= wanted) return Date.now() - started;
    await wait(200);
  }
  return undefined;
}

async function awaitDelivered(truth: Truth, wanted: number, patienceMs: number): Promise<void> {
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    const rows = await truth.readOrders();
    const delivered = rows.filter(({ fulfilment }) => fulfilment === 'delivered').length;
    const isMailed = (await truth.readMails()).every(({ sent }) => sent);
    if (delivered >= wanted && isMailed) return;
    await wait(300);
  }
}

/** Orders with a wrong amount for which something was bought or taken all the same. */
async function countTouched(truth: Truth, tampered: readonly Purchase[]): Promise<number> {
  const ids = new Set(tampered.map(({ orderId }) => orderId));
  const rows = (await truth.readOrders()).filter(({ id }) => ids.has(id));
  return rows.filter(({ fulfilment, holdReason }) => fulfilment !== 'not_started' || holdReason !== 'review')
    .length;
}

type Measured = {
  world: World;
  truth: Truth;
  burst: Burst;
  settledMs: number | undefined;
  touched: number;
  orders: number;
  answerMs: number;
  say: (line: string) => void;
};

async function report({ world, truth, burst, settledMs, touched, orders, answerMs, say }: Measured) {
  const { wrongs, delivered, examples } = await judge(world, truth);
  for (const example of examples.slice(0, 5)) say(example);
  const refused = burst.statuses.filter((status) => status < 200 || status >= 300).length;
  // Those with a wrong amount wait for a person, by design: their money is still on hold.
  const violations = listWrongs({ ...wrongs, lost: wrongs.lost - (TAMPERED - touched) });
  if (refused > 0) violations.push(`${refused} of ${burst.statuses.length} events were refused`);
  const late = burst.tookMs.filter((tookMs) => tookMs > answerMs).length;
  if (late > 0) violations.push(`${late} of ${burst.statuses.length} events were answered too late`);
  if (settledMs === undefined) violations.push('not all settled in time');
  if (burst.forgedAccepted > 0) violations.push(`${burst.forgedAccepted} forged events were accepted`);
  if (touched > 0) violations.push(`${touched} orders went on with a wrong amount`);
  return {
    suite: 'webhook burst',
    load: `${burst.statuses.length / 2} signed events in ${BURST_MS / 1_000} s, shuffled, each twice`,
    figures: {
      refused,
      'settled after the last event':
        settledMs === undefined ? 'never' : `${(settledMs / 1_000).toFixed(1)} s`,
      'answer p95': `${quantile(burst.tookMs, 0.95).toFixed(0)} ms`,
      delivered: `${delivered} of ${orders - TAMPERED}`,
      'forged accepted': `${burst.forgedAccepted} of ${FORGED}`,
      'wrong amount, went on': `${touched} of ${TAMPERED}`,
    },
    violations,
  };
}
