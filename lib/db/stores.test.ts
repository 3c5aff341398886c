import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEsimStore, type EsimStore } from '#lib/db/esim-store';
import { createLineStore } from '#lib/db/line-store';
import { createLinkStore } from '#lib/db/link-store';
import { createMailStore } from '#lib/db/mail-store';
import { createOrderStore, type OrderMove, type OrderStore } from '#lib/db/order-store';
import { createRateLimits } from '#lib/db/rate-limits';
import { createTaskStore } from '#lib/db/task-store';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import type { OrderId } from '#lib/domain/order';
import {
  clearOrders,
  insertOpenOrder,
  insertPaidOrder,
  PAID_AT,
  readLineOf,
  requireValue,
  testProfile,
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
const allocate = async (id: OrderId) =>
  esims.allocate({
    line: await readLineOf(orders, id),
    provider: 'zendit',
    offerId: 'offer-1',
    profile: testProfile(1),
    now: PAID_AT,
  });

describe('moving an order', () => {
  const release = (id: OrderId) =>
    orders.move(id, {
      from: { payment: ['authorised'], lines: ['queued'] },
      set: { payment: 'voided', releasedAt: PAID_AT },
      lines: { from: ['queued'], to: 'cancelled', set: { cancelledAt: PAID_AT } },
      event: { kind: 'raced' },
      mail: { dedupeKey: `raced:${id}`, kind: 'raced', to: 'ana@example.com', locale: 'en', data: {} },
    });

  it('lets one of twenty movers win, with one event and one mail', async () => {
    const id = await insertPaidOrder(orders, { quantity: 2 });
    const moved = await Promise.all(Array.from({ length: 20 }, () => release(id)));
    expect(moved.filter(Boolean)).toHaveLength(1);
    expect(await database.db.orderEvent.count({ where: { orderId: id, kind: 'raced' } })).toBe(1);
    expect(await database.db.mail.count({ where: { orderId: id } })).toBe(1);
    expect(await orders.readOrder(id)).toMatchObject({
      payment: 'voided',
      lines: [
        { fulfilment: 'cancelled', cancelledAt: PAID_AT },
        { fulfilment: 'cancelled', cancelledAt: PAID_AT },
      ],
    });
  });

  it.each([
    ['its payment', { set: { payment: 'session_open' } }, 'payment authorised → session_open'],
    ['its lines', { lines: { from: ['queued'], to: 'delivered' } }, 'fulfilment queued → delivered'],
  ] as const)('throws for a move that %s may not make, and writes nothing', async (_, move, message) => {
    const id = await insertPaidOrder(orders);
    const illegal = orders.move(id, { from: {}, set: {}, event: { kind: 'illegal' }, ...move });
    await expect(illegal).rejects.toThrow(message);
    expect(await database.db.orderEvent.count({ where: { kind: 'illegal' } })).toBe(0);
    expect(await orders.readOrder(id)).toMatchObject({
      payment: 'authorised',
      lines: [{ fulfilment: 'queued' }],
    });
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

  it('asks whether every line is there, or whether one is', async () => {
    const id = await insertPaidOrder(orders, { quantity: 2 });
    const line = await readLineOf(orders, id);
    await createLineStore(database.db).moveLine(line, {
      from: {},
      set: { fulfilment: 'held' },
      event: { kind: 'held' },
    });
    const tryMove = async (from: OrderMove['from']) =>
      (await orders.move(id, { from, set: {}, event: { kind: 'asked' } })) !== undefined;
    expect(await tryMove({ lines: ['queued'] })).toBe(false);
    expect(await tryMove({ lines: ['queued', 'held'] })).toBe(true);
    expect(await tryMove({ someLine: ['held'] })).toBe(true);
    expect(await tryMove({ someLine: ['placed'] })).toBe(false);
  });

  it('sends a mail of the same key once over several moves', async () => {
    const id = await insertPaidOrder(orders);
    const mail = { dedupeKey: `once:${id}`, kind: 'once', to: 'ana@example.com', locale: 'en', data: {} };
    for (const refund of ['due', 'requested', 'succeeded'] as const)
      await orders.move(id, { from: {}, set: { refund }, event: { kind: 'moved' }, mail });
    expect(await database.db.mail.count({ where: { dedupeKey: `once:${id}` } })).toBe(1);
  });
});

describe('reading usage in turns', () => {
  it('gives each eSIM that is due to one worker, and keeps every distinct reading', async () => {
    const id = await insertPaidOrder(orders);
    await allocate(id);
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
    await allocate(id);
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
