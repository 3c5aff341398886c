import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compareBooks, findBookDifferences } from '#lib/audit/compare-books';
import { compareInvoice } from '#lib/audit/compare-invoice';
import { ago, clearRows, insertDelivered, orderId } from '#lib/audit/test-rows';
import { type BooksStore, createBooksStore } from '#lib/db/books-store';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import { err, ok } from '#lib/domain/result';
import type { BookedPurchase, EsimProvider } from '#lib/providers/port';

let database: TestDatabase;
let books: BooksStore;
beforeAll(async () => {
  database = await startTestDatabase();
  books = createBooksStore(database.db);
});
afterAll(() => database.close());
beforeEach(() => clearRows(database.db));

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const HOURS = 60;
const booked = (ref: string, hoursAgo: number): BookedPurchase => ({ ref, bookedAt: ago(hoursAgo * HOURS) });
const KEY = `o-${orderId(1)}-1-1`;

const compare = (id: 'zim' | 'zendit', readBooks: EsimProvider['readBooks']) =>
  compareBooks({ books, now: () => new Date(), log: quiet }, { id, readBooks });
const read = async (id: 'zim' | 'zendit', purchases: readonly BookedPurchase[]) => {
  await compare(id, async () => ok(purchases));
  const rows = await database.db.bookDifference.findMany({ orderBy: [{ ref: 'asc' }, { kind: 'asc' }] });
  return rows.map(({ provider, ref, kind }) => [provider, ref, kind]);
};

const insertOld = (position: number, provider: string, hours: number) =>
  insertDelivered(database.db, position, { order: { createdAt: ago(hours * HOURS) }, line: { provider } });
const insertCall = (state: string, minutesAgo: number, reference?: string) =>
  database.db.purchaseAttempt.create({
    data: {
      provider: 'zim',
      offerId: 'plan-1',
      causedBy: `${orderId(1)}-1`,
      state,
      sentAt: ago(minutesAgo),
      ...(reference && { reference }),
    },
  });

describe('books with our key in them', () => {
  beforeEach(() => insertOld(1, 'zendit', 80));

  it('agree while each purchase is one of ours', async () => {
    expect(await read('zendit', [booked(KEY, 5)])).toEqual([]);
  });

  it('agree though a purchase took a second try with the next key', async () => {
    expect(await read('zendit', [booked(`o-${orderId(1)}-1-2`, 5)])).toEqual([]);
  });

  it('agree though a purchase was listed on two pages', async () => {
    const purchase = booked(KEY, 5);
    expect(await read('zendit', [purchase, purchase])).toEqual([]);
  });

  it('differ by a key that bought twice', async () => {
    expect(await read('zendit', [booked(KEY, 5), booked(KEY, 4)])).toEqual([['zendit', KEY, 'doubled']]);
  });

  it.each(['o-nobody-1-1', `o-${orderId(2)}-1-1`, 'somebody-else', '', 'o--1'])(
    'differ by "%s", which no order explains',
    async (ref) => {
      expect(await read('zendit', [booked(KEY, 5), booked(ref, 5)])).toEqual([['zendit', ref, 'unknown']]);
    },
  );

  it('do not differ by what is too young to be in our rows, nor by what is older than the shop', async () => {
    expect(await read('zendit', [booked('young', 0.9), booked('old', 81)])).toEqual([]);
  });

  it('are told apart from those of the other wholesaler', async () => {
    expect(await read('zim', [booked(KEY, 5)])).toEqual([['zim', KEY, 'unknown']]);
  });

  it('stay settled once a person has settled a difference', async () => {
    await read('zendit', [booked('x', 5)]);
    await database.db.bookDifference.updateMany({ data: { settledAt: new Date() } });
    await read('zendit', [booked('x', 5)]);
    expect(await database.db.bookDifference.count({ where: { settledAt: null } })).toBe(0);
  });
});

describe('books with their order numbers in them', () => {
  beforeEach(() => insertOld(1, 'zim', 80));

  it('agree while each order answered a call of ours', async () => {
    await insertCall('accepted', 300, 'ordr_1');
    expect(await read('zim', [booked('ordr_1', 5)])).toEqual([]);
  });

  it('allow one order for each call whose answer was lost, at about its time', async () => {
    await insertCall('ambiguous', 300);
    expect(await read('zim', [booked('ordr_1', 5)])).toEqual([]);
    expect(await read('zim', [booked('ordr_1', 5), booked('ordr_2', 5)])).toEqual([
      ['zim', 'ordr_2', 'unknown'],
    ]);
  });

  it('allow none for a call of another time, nor for one that was refused', async () => {
    await insertCall('ambiguous', 330);
    await insertCall('rejected', 300);
    expect(await read('zim', [booked('ordr_1', 5)])).toEqual([['zim', 'ordr_1', 'unknown']]);
  });
});

describe('books that cannot be read', () => {
  it('are not asked for while the shop has no order that is old enough', async () => {
    const asked = compare('zim', async () => {
      throw new Error('nothing to compare');
    });
    expect(await asked).toBe('compared');
  });

  it('are left alone where the account may not, and tried again when nobody answered', async () => {
    await insertOld(1, 'zim', 80);
    expect(await compare('zim', async () => err({ kind: 'rejected', reason: 'access' }))).toBe('unreadable');
    await expect(compare('zim', async () => err({ kind: 'unavailable' }))).rejects.toThrow('unavailable');
  });
});

it('a stranger that was booked twice is both', () => {
  const differences = findBookDifferences({
    booked: [booked('x', 5), booked('x', 4)],
    known: new Set(),
    unclear: [],
  });
  expect(differences.map(({ kind }) => kind)).toEqual(['doubled', 'unknown']);
});

describe('an invoice', () => {
  const compareWith = (invoice: string) =>
    compareInvoice({ books }, { provider: 'zim', invoice, from: ago(3 * 24 * HOURS), to: ago(0) });

  it('is told by day, with what is on it twice, unknown to us, or missing', async () => {
    await insertOld(1, 'zim', 80);
    await insertCall('accepted', 50 * HOURS, 'ordr_1');
    await insertCall('accepted', 2 * HOURS, 'ordr_2');
    await insertCall('accepted', 1 * HOURS, 'ordr_3');
    await insertCall('accepted', 5 * 24 * HOURS, 'ordr_before');
    await insertCall('ambiguous', 1 * HOURS);
    const told = await compareWith(
      'date;order\n1;ordr_1;"4,50"\n2;ordr_2\n2;ordr_2\n3;ordr_x\n3;ordr_before',
    );
    expect(told).toMatchObject({ unknown: ['ordr_x'], doubled: ['ordr_2'], missing: ['ordr_3'] });
    const sum = (name: 'accepted' | 'invoiced') => told.days.reduce((total, day) => total + day[name], 0);
    expect([sum('accepted'), sum('invoiced')]).toEqual([3, 2]);
    expect(told.days[0]?.day).toBe(
      ago(50 * HOURS)
        .toISOString()
        .slice(0, 10),
    );
  });

  it('without an order number has nothing of ours on it', async () => {
    await insertCall('accepted', 60, 'ordr_1');
    expect(await compareWith('')).toMatchObject({ unknown: [], doubled: [], missing: ['ordr_1'] });
  });
});
