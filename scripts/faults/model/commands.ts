import fc from 'fast-check';
import { Crash } from './fuse.ts';
import { findViolations } from './invariants.ts';
import { isByDatabase, type Stage } from './stage.ts';
import { ANSWERS } from './wholesaler.ts';

/** What a run is on: one stage, or two that must stay alike. */
export type Play = {
  stages: readonly Stage[];
  /** Throws when what must hold does not. */
  check: () => Promise<void>;
};
type Step = fc.AsyncCommand<object, Play>;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const CLOCK_STEPS = [SECOND, 10 * SECOND, MINUTE, 4 * MINUTE, 16 * MINUTE, 2 * 60 * MINUTE, 26 * 60 * MINUTE];

/** A command: the same on every stage. A crash in it drops all that was in memory, which is what it had begun. */
function step(name: string, work: (stage: Stage) => unknown): Step {
  return {
    check: () => true,
    async run(_, { stages, check }) {
      for (const stage of stages) await perform(stage, work);
      await check();
    },
    toString: () => name,
  };
}

async function perform(stage: Stage, work: (stage: Stage) => unknown): Promise<void> {
  try {
    await work(stage);
  } catch (thrown) {
    if (!(thrown instanceof Crash)) throw thrown;
  }
}

async function turnLines(stage: Stage): Promise<void> {
  for (const lease of await stage.seize()) await stage.advanceLine(lease);
}

/** A worker that overslept goes on where another one has taken its lines over. */
async function turnOverslept(stage: Stage): Promise<void> {
  const slept = await stage.seize();
  for (const lease of await stage.seize()) await stage.advanceLine(lease);
  for (const lease of slept) await stage.advanceLine(lease);
}

async function passToNextTurn(stage: Stage): Promise<void> {
  const next = await findNextTurn(stage);
  if (next && next > stage.clock.now && !isByDatabase(next)) stage.clock.now = next;
}

const always = (name: string, work: (stage: Stage) => unknown) => fc.constant(step(name, work));

const each = <T extends string | number>(
  name: string,
  values: readonly T[],
  work: (stage: Stage, value: T) => unknown,
) => fc.constantFrom(...values).map((value) => step(`${name} ${value}`, (stage) => work(stage, value)));

const LINES = [0, 1, 2];

/** Everything that can happen to an order, the usual more often. */
export const COMMANDS: readonly fc.Arbitrary<Step>[] = [
  always('pay', ({ bank }) => bank.pay()),
  always('pay', ({ bank }) => bank.pay()),
  always('the pay page closes', ({ bank }) => bank.closePage()),
  always('settle', (stage) => stage.settle()),
  always('settle', (stage) => stage.settle()),
  each('event', [0, 1, 2, 3, 4, 5], (stage, index) => stage.deliverEvent(index)),
  always('the newest event', (stage) => stage.deliverEvent(stage.bank.events.length - 1)),
  each('the wholesaler answers', ANSWERS, ({ wholesaler }, answer) => {
    wholesaler.state.answer = answer;
  }),
  always('the wholesaler answers accepted', ({ wholesaler }) => {
    wholesaler.state.answer = 'accepted';
  }),
  always('purchases are ready', ({ wholesaler }) => wholesaler.turn('pending', 'ready')),
  always('purchases are ready', ({ wholesaler }) => wholesaler.turn('pending', 'ready')),
  always('purchases fail', ({ wholesaler }) => wholesaler.turn('pending', 'failed')),
  always('late purchases appear', ({ wholesaler }) => wholesaler.turn('hidden', 'ready')),
  each('the wholesaler is', ['up', 'down'] as const, ({ wholesaler }, mood) => {
    wholesaler.state.isUp = mood === 'up';
  }),
  each('give-backs are', ['done', 'pending', 'refused'] as const, ({ wholesaler }, refunds) => {
    wholesaler.state.refunds = refunds;
  }),
  always('line turn', turnLines),
  always('line turn', turnLines),
  always('line turn', turnLines),
  always('line turn, overslept', turnOverslept),
  always('order turn', (stage) => stage.advanceOrder()),
  always('order turn', (stage) => stage.advanceOrder()),
  always('time passes until the next turn', passToNextTurn),
  always('time passes until the next turn', passToNextTurn),
  always('time passes until the next turn', passToNextTurn),
  each('milliseconds pass:', CLOCK_STEPS, ({ clock }, ms) => {
    clock.now = new Date(clock.now.getTime() + ms);
  }),
  always('the hold lapses', ({ bank }) => bank.lapse()),
  each('refund asked of line', LINES, (stage, index) => stage.requestRefund(index)),
  each('usage is', ['unused', 'used', 'unavailable'] as const, ({ usage }, state) => {
    usage.state = state;
  }),
  each('refunds are', ['succeeded', 'pending', 'failed'] as const, ({ bank }, outcome) => {
    bank.state.refundOutcome = outcome;
  }),
  always('a refund arrives', ({ bank }) => bank.settleRefund()),
  always('a refund fails', ({ bank }) => bank.failRefund()),
  always('a refund bounces', ({ bank }) => bank.bounceRefund()),
  always('dispute', ({ bank }) => bank.dispute()),
  each('the dispute is', ['won', 'lost'] as const, ({ bank }, status) => bank.closeDispute(status)),
  always('withdrawal', (stage) => stage.withdraw()),
  each('substitute accepted for line', LINES, (stage, index) => stage.acceptSubstitute(index)),
  each('the bank is', ['well', 'down', 'deaf'] as const, ({ bank }, mood) => {
    bank.state.mood = mood;
  }),
  always('the bank is well', ({ bank }) => {
    bank.state.mood = 'well';
  }),
  each('crash after calls:', [1, 3, 5, 7, 9, 11, 13, 15, 2, 4, 6, 8], ({ fuse }, left) => {
    fuse.left = left;
  }),
];

/** How far an order is before anything happens to it. */
export const BEGINNINGS = ['opened', 'paid', 'delivered', 'going_back'] as const;

export async function bringTo(stage: Stage, beginning: (typeof BEGINNINGS)[number]): Promise<void> {
  if (beginning === 'opened') return;
  stage.bank.pay();
  await stage.settle();
  if (beginning === 'paid') return;
  await turnLines(stage);
  stage.wholesaler.turn('pending', 'ready');
  await passToNextTurn(stage);
  await turnLines(stage);
  await stage.advanceOrder();
  if (beginning === 'going_back') await stage.requestRefund(0);
}

const MOST_ROUNDS = 60;
const FINE_ROUNDS = 30;

/** Everything is mended, and every turn is taken when it is due, until nothing is left to do. */
export async function comeToRest(stage: Stage): Promise<void> {
  const { bank, wholesaler, clock, fuse } = stage;
  fuse.left = undefined;
  bank.state.mood = 'well';
  bank.state.refundOutcome = 'succeeded';
  Object.assign(wholesaler.state, { isUp: true, answer: 'accepted', refunds: 'done' });
  if (bank.session.state === 'open') bank.closePage();
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    wholesaler.turn('pending', 'ready');
    wholesaler.turn('hidden', 'ready');
    wholesaler.settleRefunds();
    bank.settleRefund();
    for (const index of bank.events.keys()) await stage.deliverEvent(index);
    await turnLines(stage);
    await stage.advanceOrder();
    const next = await findNextTurn(stage);
    if (!next) return;
    // What is only watched is looked at every few minutes for a day: most of that is passed over.
    const soonest = new Date(clock.now.getTime() + (round < FINE_ROUNDS ? 0 : 2 * 60 * MINUTE));
    clock.now = next > soonest ? next : soonest;
  }
}

async function findNextTurn(stage: Stage): Promise<Date | undefined> {
  const { nextActionAt, lines } = await stage.readOrder();
  const turns = [nextActionAt, ...lines.map((line) => line.nextActionAt)].filter((at) => at !== undefined);
  return turns.toSorted((a, b) => a.getTime() - b.getTime())[0];
}

/** Throws what must hold and does not. */
export async function checkInvariants(stage: Stage): Promise<void> {
  const violations = await findViolations(stage);
  if (violations.length > 0) throw new Error(violations.join(', '));
}
