import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEsimStore, type EsimStore } from '#lib/db/esim-store';
import { createLinkStore } from '#lib/db/link-store';
import { createMailStore } from '#lib/db/mail-store';
import { createOrderStore, type OrderStore } from '#lib/db/order-store';
import { createRateLimits } from '#lib/db/rate-limits';
import { createTaskStore } from '#lib/db/task-store';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import { type Profile, parseIccid } from '#lib/domain/esim';
import type { OrderId } from '#lib/domain/order';
import {
  clearOrders,
  insertOpenOrder,
  insertPaidOrder,
  PAID_AT,
  requireValue,
  testVault,
} from '#lib/orders/test-fulfilment';

let database: TestDatabase;
let orders: OrderStore;
let esims: EsimStore;

beforeAll(async () => {
  database = await startTestDatabase();
  orders = createOrderStore(database.db);
  esims = createEsimStore(database.db, testVault);
  // All connections are open before the first race: a cold one would come too late to take part.
  await Promise.all(Array.from({ length: 8 }, () => database.db.$queryRaw`SELECT 1 FROM pg_sleep(0.02)`));
});
afterAll(() => database.close());
beforeEach(() => clearOrders(database));

const MINUTE = 60_000;
const fromNow = (ms: number) => new Date(Date.now() + ms);
const rowOf = (id: OrderId) => database.db.order.findUniqueOrThrow({ where: { id } });
const setRow = (id: OrderId, data: { nextActionAt?: Date | null; leaseUntil?: Date }) =>
  database.db.order.update({ where: { id }, data });

describe('moving an order', () => {
  it('lets one of twenty movers win, with one event and one mail', async () => {
    const id = await insertPaidOrder(orders);
    const moved = await Promise.all(
      Array.from({ length: 20 }, () =>
        orders.move(id, {
          from: { payment: ['authorised'], fulfilment: ['queued'] },
          set: { fulfilment: 'sending', attempts: { increment: 1 } },
          event: { kind: 'raced' },
          mail: { dedupeKey: `raced:${id}`, kind: 'raced', to: 'ana@example.com', locale: 'en', data: {} },
        }),
      ),
    );
    expect(moved.filter(Boolean)).toHaveLength(1);
    expect(await database.db.orderEvent.count({ where: { orderId: id, kind: 'raced' } })).toBe(1);
    expect(await database.db.mail.count({ where: { orderId: id } })).toBe(1);
    expect(await rowOf(id)).toMatchObject({ fulfilment: 'sending', attempts: 1 });
  });

  it('throws for a move that no order may make, and writes nothing', async () => {
    const id = await insertPaidOrder(orders);
    const illegal = orders.move(id, {
      from: { fulfilment: ['queued'] },
      set: { fulfilment: 'delivered' },
      event: { kind: 'illegal' },
    });
    await expect(illegal).rejects.toThrow('fulfilment queued → delivered');
    expect(await database.db.orderEvent.count({ where: { kind: 'illegal' } })).toBe(0);
  });

  it('answers undefined when the order has moved on, even where the move would now be illegal', async () => {
    const id = await insertOpenOrder(orders);
    const late = await orders.move(id, {
      from: { payment: ['authorised'] },
      set: { payment: 'captured' },
      event: { kind: 'late' },
    });
    expect(late).toBeUndefined();
    expect(await database.db.orderEvent.count({ where: { kind: 'late' } })).toBe(0);
  });

  it('sends a mail of the same key once over several moves', async () => {
    const id = await insertPaidOrder(orders);
    const mail = { dedupeKey: `once:${id}`, kind: 'once', to: 'ana@example.com', locale: 'en', data: {} };
    for (const fulfilment of ['held', 'queued', 'held'] as const)
      await orders.move(id, { from: {}, set: { fulfilment }, event: { kind: 'moved' }, mail });
    expect(await database.db.mail.count({ where: { dedupeKey: `once:${id}` } })).toBe(1);
  });
});

describe('leasing orders', () => {
  it('gives each due order to one of eight workers that ask at once', async () => {
    const ids = [await insertPaidOrder(orders), await insertPaidOrder(orders), await insertPaidOrder(orders)];
    const leases = await Promise.all(Array.from({ length: 8 }, () => orders.leaseDue(2, MINUTE)));
    const leased = leases.flat().map((lease) => lease.id);
    expect(leased.toSorted()).toEqual(ids.toSorted());
  });

  it('gives no more than asked for, the longest due first', async () => {
    const later = await insertPaidOrder(orders, { at: new Date('2025-11-22T12:05:00Z') });
    const sooner = await insertPaidOrder(orders, { at: new Date('2025-11-22T12:01:00Z') });
    await setRow(later, { nextActionAt: fromNow(-1 * MINUTE) });
    await setRow(sooner, { nextActionAt: fromNow(-2 * MINUTE) });
    expect((await orders.leaseDue(1, MINUTE)).map((lease) => lease.id)).toEqual([sooner]);
  });

  it('leaves alone what is not due, and what is closed', async () => {
    const [future, closed] = [await insertPaidOrder(orders), await insertPaidOrder(orders)];
    await setRow(future, { nextActionAt: fromNow(MINUTE) });
    await setRow(closed, { nextActionAt: null });
    expect(await orders.leaseDue(8, MINUTE)).toEqual([]);
  });

  it('gives an order on when its lease has run out, and lets the late worker close nothing', async () => {
    const id = await insertPaidOrder(orders);
    const [lost] = await orders.leaseDue(1, MINUTE);
    expect(await orders.leaseDue(1, MINUTE)).toEqual([]);
    await setRow(id, { leaseUntil: fromNow(-1_000) });
    const [held] = await orders.leaseDue(1, MINUTE);
    await orders.finishLease(id, requireValue(lost).leaseToken, 'worked');
    expect(await rowOf(id)).toMatchObject({ leaseToken: requireValue(held).leaseToken });
    await orders.finishLease(id, requireValue(held).leaseToken, 'worked');
    expect(await rowOf(id)).toMatchObject({ leaseToken: null, leaseUntil: null });
  });

  it('delays an order that failed by a pause that doubles, and forgets the failures with a success', async () => {
    const id = await insertPaidOrder(orders);
    const pauses: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      await setRow(id, { nextActionAt: fromNow(-1_000) });
      const [lease] = await orders.leaseDue(1, MINUTE);
      const before = Date.now();
      await orders.finishLease(id, requireValue(lease).leaseToken, 'failed');
      const { nextActionAt } = await rowOf(id);
      pauses.push(Math.floor((requireValue(nextActionAt ?? undefined).getTime() - before) / 1_000));
    }
    expect(pauses.map((pause) => 2 ** Math.floor(Math.log2(pause)))).toEqual([1, 2, 4, 8]);
    await setRow(id, { nextActionAt: fromNow(-1_000) });
    const [lease] = await orders.leaseDue(1, MINUTE);
    await orders.finishLease(id, requireValue(lease).leaseToken, 'worked');
    expect(await rowOf(id)).toMatchObject({ failureCount: 0 });
  });

  it('does not open a closed order again when its last turn failed', async () => {
    const id = await insertPaidOrder(orders);
    const [lease] = await orders.leaseDue(1, MINUTE);
    await setRow(id, { nextActionAt: null });
    await orders.finishLease(id, requireValue(lease).leaseToken, 'failed');
    expect(await rowOf(id)).toMatchObject({ nextActionAt: null, failureCount: 1 });
  });

  it('wakes an order that waits, postpones none that is due, and opens none that is closed', async () => {
    const [waits, due, closed] = [
      await insertPaidOrder(orders),
      await insertPaidOrder(orders),
      await insertPaidOrder(orders),
    ];
    await setRow(waits, { nextActionAt: fromNow(60 * MINUTE) });
    await setRow(due, { nextActionAt: PAID_AT });
    await setRow(closed, { nextActionAt: null });
    for (const id of [waits, due, closed]) await orders.wake(id);
    expect(requireValue((await rowOf(waits)).nextActionAt ?? undefined).getTime()).toBeLessThan(
      Date.now() + MINUTE,
    );
    expect(await rowOf(due)).toMatchObject({ nextActionAt: PAID_AT });
    expect(await rowOf(closed)).toMatchObject({ nextActionAt: null });
  });
});

const profile = (number: number): Profile => ({
  iccid: requireValue(parseIccid(`8910390000${String(number).padStart(9, '0')}`)),
  activationCode: {
    smdpAddress: 'rsp.example.com',
    matchingId: `K2-SECRET-${number}`,
    confirmationRequired: false,
  },
  state: 'ready_to_install',
  esimRef: `esim-${number}`,
  subscriptionRef: `subscription-${number}`,
});
const allocate = (orderId: OrderId, esim: Profile) =>
  esims.allocate({ orderId, provider: 'zendit', offerId: 'offer-1', profile: esim, now: PAID_AT });

describe('storing an eSIM', () => {
  it('moves its order with it, and keeps the code sealed in the row', async () => {
    const id = await insertPaidOrder(orders);
    expect(await allocate(id, profile(1))).toBe('allocated');
    expect(await rowOf(id)).toMatchObject({ fulfilment: 'allocated', allocatedAt: PAID_AT });
    const rows = await database.db.$queryRaw<{ row: string }[]>`SELECT "Esim"::text AS row FROM "Esim"`;
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).toContain('v1:k1:');
    expect(rows[0]?.row).not.toMatch(/K2-SECRET|rsp\.example/);
    const [esim] = await esims.listOf(id);
    expect(await esims.readActivationCode(requireValue(esim).id)).toEqual(profile(1).activationCode);
  });

  it('writes nothing for an order that no longer waits', async () => {
    const id = await insertOpenOrder(orders);
    expect(await allocate(id, profile(1))).toBe('not_waiting');
    expect(await esims.listOf(id)).toEqual([]);
  });

  it('stores one eSIM when the same answer is worked at twice', async () => {
    const id = await insertPaidOrder(orders);
    const results = await Promise.all([allocate(id, profile(1)), allocate(id, profile(1))]);
    expect(results.toSorted()).toEqual(['allocated', 'not_waiting']);
    expect(await esims.listOf(id)).toHaveLength(1);
  });

  it.each([
    ['as it is', profile(1)],
    ['under another plan', { ...profile(1), subscriptionRef: 'subscription-2' }],
    ['with the code alone', { ...profile(2), activationCode: profile(1).activationCode }],
  ])('never gives two orders the same eSIM: %s', async (_, second) => {
    const [owner, other] = [await insertPaidOrder(orders), await insertPaidOrder(orders)];
    await allocate(owner, profile(1));
    expect(await allocate(other, second)).toBe('taken');
    expect(await rowOf(other)).toMatchObject({ fulfilment: 'queued' });
    expect(await esims.listOf(other)).toEqual([]);
  });

  it('gives one of two orders an eSIM that both are given at once', async () => {
    const ids = [await insertPaidOrder(orders), await insertPaidOrder(orders)];
    const results = await Promise.all(ids.map((id) => allocate(id, profile(1))));
    expect(results.toSorted()).toEqual(['allocated', 'taken']);
  });
});

describe('reading usage in turns', () => {
  it('gives each eSIM that is due to one worker, and keeps every distinct reading', async () => {
    const id = await insertPaidOrder(orders);
    await allocate(id, profile(1));
    const [first, second] = await Promise.all([
      esims.leaseDueReads(8, MINUTE),
      esims.leaseDueReads(8, MINUTE),
    ]);
    const [esim] = [...first, ...second];
    expect([...first, ...second]).toHaveLength(1);
    const reading = { state: 'active', usedBytes: 5_000_000_000, checkedAt: PAID_AT } as const;
    for (const measuredAt of [PAID_AT, PAID_AT, new Date('2025-11-22T13:00:00Z')])
      await esims.saveReading({
        id: requireValue(esim).id,
        reading: { ...reading, measuredAt },
        profileState: 'installed',
        nextReadAt: PAID_AT,
      });
    expect(await database.db.usageSample.count()).toBe(2);
    expect(await esims.listOf(id)).toMatchObject([
      { profileState: 'installed', reading: { usedBytes: 5_000_000_000 }, nextReadAt: PAID_AT },
    ]);
  });

  it('remembers since when a wholesaler has not answered, and keeps the last good reading', async () => {
    const id = await insertPaidOrder(orders);
    await allocate(id, profile(1));
    const esimId = requireValue((await esims.listOf(id))[0]).id;
    const reading = { state: 'active', usedBytes: 7, checkedAt: PAID_AT } as const;
    await esims.saveReading({ id: esimId, reading, profileState: 'installed', nextReadAt: PAID_AT });
    const [since, again] = [new Date('2025-11-22T13:00:00Z'), new Date('2025-11-22T14:00:00Z')];
    await esims.saveReadFailure(esimId, since, again);
    await esims.saveReadFailure(esimId, again, again);
    expect(await esims.read(esimId)).toMatchObject({ reading, readFailedAt: since, nextReadAt: again });
    await esims.saveReading({ id: esimId, reading, profileState: 'installed', nextReadAt: null });
    expect((await esims.read(esimId))?.readFailedAt).toBeUndefined();
  });
});

describe('an order link', () => {
  it('opens its own order until it expires or is revoked, and no other', async () => {
    const links = createLinkStore(database.db);
    const [own, other] = [await insertPaidOrder(orders), await insertPaidOrder(orders)];
    const token = await links.create(own, PAID_AT);
    const lastDay = new Date('2025-12-22T11:59:59Z');
    expect(await links.opens(own, ['wrong', token], lastDay)).toBe(true);
    expect(await links.opens(other, [token], lastDay)).toBe(false);
    expect(await links.opens(own, ['wrong'], lastDay)).toBe(false);
    expect(await links.opens(own, [token], new Date('2025-12-22T12:00:00Z'))).toBe(false);
    const stored = await database.db.orderLink.findFirstOrThrow();
    expect(stored.tokenHash).not.toBe(token);
    await database.db.orderLink.updateMany({ data: { revokedAt: PAID_AT } });
    expect(await links.opens(own, [token], PAID_AT)).toBe(false);
  });
});

describe('the outbox', () => {
  it('gives a mail to one worker, and forgets its words once it is sent', async () => {
    const mails = createMailStore(database.db);
    const mail = {
      dedupeKey: 'm1',
      kind: 'sign_in',
      to: 'ana@example.com',
      locale: 'en',
      data: { url: 'u' },
    };
    await mails.queue(mail);
    await mails.queue(mail);
    const leased = (await Promise.all([mails.leaseDue(8, MINUTE), mails.leaseDue(8, MINUTE)])).flat();
    expect(leased).toMatchObject([{ kind: 'sign_in', data: { url: 'u' }, tries: 1 }]);
    await mails.markSent(requireValue(leased[0]).id, PAID_AT);
    expect(await database.db.mail.findMany()).toMatchObject([{ data: {}, sentAt: PAID_AT, nextTryAt: null }]);
  });
});

describe('recurring tasks', () => {
  it('run in one place at a time, by their time, with their cursor', async () => {
    const tasks = createTaskStore(database.db);
    const leases = await Promise.all([tasks.lease('sync', MINUTE), tasks.lease('sync', MINUTE)]);
    const [lease] = leases.filter((held) => held !== undefined);
    expect(leases.filter(Boolean)).toHaveLength(1);
    await tasks.finish(requireValue(lease), { nextInMs: MINUTE, cursor: 'page-2' });
    expect(await tasks.lease('sync', MINUTE)).toBeUndefined();
    await database.db.task.updateMany({ data: { nextRunAt: fromNow(-1_000) } });
    expect(await tasks.lease('sync', MINUTE)).toMatchObject({ cursor: 'page-2' });
  });

  it('are taken over when their process died, and keep their cursor after a failure', async () => {
    const tasks = createTaskStore(database.db);
    const dead = requireValue(await tasks.lease('mail', MINUTE));
    await database.db.task.updateMany({ data: { leaseUntil: fromNow(-1_000) } });
    const heir = requireValue(await tasks.lease('mail', MINUTE));
    await tasks.finish(dead, { nextInMs: MINUTE, cursor: 'stale' });
    await tasks.finish(heir, { nextInMs: MINUTE, error: 'no answer' });
    const row = await database.db.task.findUniqueOrThrow({ where: { name: 'mail' } });
    expect(row).toMatchObject({ cursor: null, lastError: 'no answer', leaseToken: null });
  });
});

describe('rate limits', () => {
  it('refuse what is too much within the window, key by key, and say for how long', async () => {
    const limits = createRateLimits(database.db);
    const takes = await Promise.all(Array.from({ length: 7 }, () => limits.take('sign_in_email', 'ana')));
    expect(takes.filter((taken) => taken.ok)).toHaveLength(5);
    const refused = await limits.take('sign_in_email', 'ana');
    expect(refused).toMatchObject({ ok: false, retryAfterSeconds: expect.any(Number) });
    if (!refused.ok) expect(refused.retryAfterSeconds).toBeGreaterThan(3_500);
    expect(await limits.take('sign_in_email', 'bob')).toEqual({ ok: true });
    expect(await limits.take('order_link_email', 'ana')).toEqual({ ok: true });
  });

  it('start afresh when the window is over, and store no key in the clear', async () => {
    const limits = createRateLimits(database.db);
    await Promise.all(Array.from({ length: 6 }, () => limits.take('sign_in_email', 'cleo@example.com')));
    await database.db.rateLimit.updateMany({ data: { expiresAt: fromNow(-1_000) } });
    expect(await limits.take('sign_in_email', 'cleo@example.com')).toEqual({ ok: true });
    const keys = (await database.db.rateLimit.findMany()).map((row) => row.key);
    expect(keys.join()).not.toContain('cleo');
    await database.db.rateLimit.updateMany({ data: { expiresAt: fromNow(-1_000) } });
    await limits.sweep();
    expect(await database.db.rateLimit.count()).toBe(0);
  });
});
