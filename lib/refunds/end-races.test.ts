import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRateLimits } from '#lib/db/rate-limits';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import { insertPaidOrder, testOffer } from '#lib/orders/test-fulfilment';
import { createMemoryProvider } from '#lib/providers/memory/memory-provider';
import { declareWithdrawal } from '#lib/refunds/declare-withdrawal';
import { followWithdrawal } from '#lib/refunds/follow-withdrawal';
import { createRefundWorld } from '#lib/refunds/test-refunds';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
  // All connections are open before the first race: a cold one would come too late to take part.
  await Promise.all(Array.from({ length: 8 }, () => database.db.$queryRaw`SELECT 1 FROM pg_sleep(0.02)`));
});
afterAll(() => database.close());

const ROUNDS = 50;

/** An order whose eSIM is about to be stored, its promise about to end, and its customer about to withdraw. */
async function openRace(round: number) {
  const wholesaler = createMemoryProvider({ id: 'zendit', offers: [testOffer('zendit', 'offer-1')] });
  // Every round has eSIMs of its own.
  for (let number = 0; number < round; number += 1)
    await wholesaler.purchase({ key: `earlier-${number}`, offerId: 'offer-1', currency: 'USD' });
  const world = createRefundWorld(database, wholesaler);
  const id = await insertPaidOrder(world.orders, { email: `round-${round}@example.com` });
  await world.advance(id);
  const { number } = await world.readOrder(id);
  const { orders, clock, deps, refundDeps } = world;
  const { completeOrder, log } = deps;
  const limits = createRateLimits(database.db);
  const follow = async () =>
    followWithdrawal({ ...refundDeps, orders, completeOrder, log }, await world.readOrder(id));
  const withdraw = () =>
    declareWithdrawal(
      { orders, limits, now: () => clock.now },
      { number, email: `round-${round}@example.com`, name: '', locale: 'en', clientKey: `net-${round}` },
    ).then(follow);
  return { ...world, id, withdraw, deliver: () => world.advance(id), end: () => completeOrder(id) };
}

describe('an order that is delivered, withdrawn from and given up at the same moment', () => {
  it(`ends charged, delivered and given back, or released and cancelled: ${ROUNDS} rounds`, {
    timeout: 300_000,
  }, async () => {
    const ends = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const race = await openRace(round);
      const { id, withdraw, deliver, end } = race;
      race.later(round % 2 === 0 ? 1_000 : 900_000 - (round % 4));
      // On a quiet machine the same one would always win: the head start goes from sure to none to the other's.
      const late = (ms: number, run: () => Promise<unknown>) => (ms > 0 ? wait(ms).then(run) : run());
      const lead = ((round % 5) - 2) * 40;
      const runners = [() => late(-lead, deliver), () => late(lead, withdraw), () => late(lead, end)];
      const turned = [...runners.slice(round % 3), ...runners.slice(0, round % 3)];
      await Promise.all(turned.map((run) => run()));
      // Whoever came too early for the others has its turn again, as by the worker; the withdrawal is declared once.
      await race.advance(id);
      await race.advance(id);
      const order = await race.readOrder(id);
      const [settled, ...more] = race.bank.settled();
      expect(more).toEqual([]);
      const refunds = (await race.refundsOf(id)).map(({ state }) => state);
      const state = `${order.payment} ${order.lines[0]?.fulfilment} ${settled?.state} [${refunds}]`;
      expect(['refunded delivered captured [succeeded]', 'voided cancelled voided []']).toContain(state);
      ends.add(state);
    }
    expect(ends.size).toBeGreaterThan(1);
  });
});
