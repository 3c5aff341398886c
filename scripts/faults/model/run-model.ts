import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { PrismaClient } from '#lib/db/generated/client';
import { clearOrders } from '#lib/orders/test-fulfilment';
import { BEGINNINGS, bringTo, COMMANDS, checkInvariants, comeToRest, type Play } from './commands.ts';
import { findLeftovers } from './invariants.ts';
import { isByDatabase, openStage, type Stage } from './stage.ts';
import { createMemoryStores, createRealStores, type Stores } from './stores.ts';

/** How a property came out; `failure` holds the shrunk sequence and what it broke, `reached` what happened at all. */
export type Outcome = { sequences: number; reached: ReadonlySet<string>; failure?: string };

type Options = { sequences: number; seed?: number };

/** An order's life: how far it is at the beginning, for how many travellers it is, and what happens to it. */
const life = (maxCommands: number) =>
  [
    fc.constantFrom(...BEGINNINGS),
    fc.integer({ min: 1, max: 3 }),
    fc.commands([...COMMANDS], { maxCommands, size: 'max' }),
  ] as const;

/** Random lives of an order over the memory stores: what must hold does, after every step and at the end. */
export async function runLives({ sequences, seed }: Options): Promise<Outcome> {
  const reached = new Set<string>();
  let number = 0;
  const property = fc.asyncProperty(...life(40), async (beginning, quantity, commands) => {
    number += 1;
    const clock = { now: () => new Date() };
    const stores = createMemoryStores(() => clock.now());
    const stage = await openStage(stores, { number: number % 1_000_000, quantity });
    // The database's clock never shows the same instant twice.
    clock.now = () => {
      stage.clock.now = new Date(stage.clock.now.getTime() + 1);
      return stage.clock.now;
    };
    await bringTo(stage, beginning);
    const real: Play = { stages: [stage], check: () => checkInvariants(stage) };
    await fc.asyncModelRun(() => ({ model: {}, real }), commands);
    await comeToRest(stage);
    await checkInvariants(stage);
    for (const kind of (await stores.readTraces(stage.id)).events) reached.add(kind);
    const leftovers = await findLeftovers(stage);
    if (leftovers.length > 0) throw new Error(`at rest: ${leftovers.join(', ')}`);
  });
  return judge(property, { sequences, reached, ...(seed !== undefined && { seed }) });
}

/** The same lives over the memory stores and over the real ones, which must tell the same after every step. */
export async function runTwins(db: PrismaClient, { sequences, seed }: Options): Promise<Outcome> {
  const reached = new Set<string>();
  let number = 0;
  const property = fc.asyncProperty(...life(20), async (beginning, quantity, commands) => {
    number += 1;
    // The same eSIMs are handed out in each life.
    await clearOrders({ db });
    const open = (stores: Stores) => openStage(stores, { number, quantity });
    const [memory, database] = [
      await open(createMemoryStores(() => new Date())),
      await open(createRealStores(db)),
    ];
    const stages = [memory, database];
    for (const stage of stages) await bringTo(stage, beginning);
    const real: Play = { stages, check: () => checkAlike(memory, database) };
    await fc.asyncModelRun(() => ({ model: {}, real }), commands);
    for (const kind of (await memory.kept.readTraces(memory.id)).events) reached.add(kind);
  });
  return judge(property, { sequences, reached, ...(seed !== undefined && { seed }) });
}

async function judge<T>(
  property: fc.IAsyncProperty<T>,
  { sequences, seed, reached }: Options & Pick<Outcome, 'reached'>,
): Promise<Outcome> {
  const details = await fc.check(property, { numRuns: sequences, ...(seed !== undefined && { seed }) });
  if (!details.failed) return { sequences: details.numRuns, reached };
  const { counterexample, errorInstance, seed: used } = details;
  const broke = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return {
    sequences: details.numRuns,
    reached,
    failure: `${broke}: seed ${used}, ${String(counterexample)}`,
  };
}

async function checkAlike(memory: Stage, real: Stage): Promise<void> {
  const [a, b] = [await toSnapshot(memory), await toSnapshot(real)];
  for (const key of Object.keys(a)) {
    const [mine, theirs] = [Reflect.get(a, key), Reflect.get(b, key)];
    if (!isDeepStrictEqual(mine, theirs))
      throw new Error(`${key} in memory ${JSON.stringify(mine)}, in the database ${JSON.stringify(theirs)}`);
  }
}

async function toSnapshot({ kept, id, readOrder }: Stage) {
  const { lines, ...order } = await readOrder();
  const { events, mails } = await kept.readTraces(id);
  return {
    order: withTurn(order),
    lines: lines.map(withTurn),
    refunds: await kept.refunds.listOf(id),
    esims: (await kept.esims.listOf(id)).map(({ lineId, iccid, profileState }) => ({
      lineId,
      iccid,
      profileState,
    })),
    events,
    mails,
  };
}

function withTurn<T extends { nextActionAt?: Date }>({ nextActionAt, ...row }: T) {
  return {
    ...row,
    nextActionAt: nextActionAt && isByDatabase(nextActionAt) ? 'by the database' : nextActionAt,
  };
}
