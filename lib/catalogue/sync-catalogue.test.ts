import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toPlanId } from '#lib/catalogue/plan-id';
import { type SyncDeps, type SyncProgress, syncCatalogue } from '#lib/catalogue/sync-catalogue';
import { country, testOffer } from '#lib/catalogue/test-offer';
import { PRICING } from '#lib/config/pricing';
import { createPlanStore } from '#lib/db/plan-store';
import { createSyncStore } from '#lib/db/sync-store';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import type { Offer } from '#lib/domain/plan';
import { type Rates, toRates } from '#lib/domain/pricing';
import { createMemoryProvider } from '#lib/providers/memory/memory-provider';

let database: TestDatabase;
let time: Date;
let rates: Rates | undefined;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());
beforeEach(async () => {
  await database.db.plan.deleteMany();
  await database.db.catalogueSync.deleteMany();
  await database.db.catalogueDraft.deleteMany();
  await database.db.providerStatus.deleteMany();
  time = new Date('2026-11-22T12:00:00Z');
  rates = toRates(new Date('2026-11-20T00:00:00Z'), { USD: '1.2' });
});

function shop(offers: { zendit?: readonly Offer[]; zim?: readonly Offer[] }) {
  const zendit = createMemoryProvider({ id: 'zendit', offers: offers.zendit ?? [] });
  const zim = createMemoryProvider({ id: 'zim', offers: offers.zim ?? [] });
  const deps: SyncDeps = {
    providers: [...(offers.zim ? [zim] : []), zendit],
    plans: createPlanStore(database.db),
    syncs: createSyncStore(database.db),
    readRates: async () => rates,
    pricing: PRICING,
    log: silent,
    now: () => time,
  };
  return { zendit, zim, deps };
}

const cost = (minor: number) => ({ costs: [{ minor, currency: 'EUR', exponent: 2 }] });
const many = (amount: number) =>
  Array.from({ length: amount }, (_, index) => testOffer(`offer-${index}`, { validityDays: index + 1 }));
const readPlan = (deps: SyncDeps, offerId: string) => deps.plans.read(toPlanId('zendit', offerId));
const readRow = (offerId: string) =>
  database.db.plan.findUniqueOrThrow({ where: { id: toPlanId('zendit', offerId) } });

describe('syncCatalogue', () => {
  it('stores offers as priced plans', async () => {
    const { deps } = shop({ zendit: [testOffer('a')] });
    const summary = await syncCatalogue(deps);
    expect(summary).toMatchObject({ skipped: false, changed: true, onSale: 1 });
    expect(await readPlan(deps, 'a')).toEqual({
      ...testOffer('a'),
      id: toPlanId('zendit', 'a'),
      prices: { EUR: 360, USD: 440 },
      onSale: true,
    });
  });

  it('writes nothing when nothing changed', async () => {
    const { deps } = shop({ zendit: many(5) });
    await syncCatalogue(deps);
    const before = await database.db.plan.findMany({ orderBy: { id: 'asc' } });
    time = new Date('2026-11-22T13:00:00Z');
    expect(await syncCatalogue(deps)).toMatchObject({
      changed: false,
      syncs: [{ seen: 5, written: 0, withdrawn: 0 }],
    });
    expect(await database.db.plan.findMany({ orderBy: { id: 'asc' } })).toEqual(before);
  });

  it('writes only what changed, and withdraws what is gone without deleting it', async () => {
    const { deps, zendit } = shop({ zendit: many(5) });
    await syncCatalogue(deps);
    const dearer = testOffer('offer-0', {
      validityDays: 1,
      costs: [{ minor: 900, currency: 'EUR', exponent: 2 }],
    });
    zendit.offer([dearer, ...many(4).slice(1)]);
    expect(await syncCatalogue(deps)).toMatchObject({
      changed: true,
      onSale: 4,
      syncs: [{ written: 1, withdrawn: 1 }],
    });
    expect(await readPlan(deps, 'offer-0')).toMatchObject({ onSale: true, prices: { EUR: 1490 } });
    expect(await readPlan(deps, 'offer-4')).toMatchObject({ onSale: false, validityDays: 5 });
  });

  it('puts a plan that comes back on sale again', async () => {
    const { deps, zendit } = shop({ zendit: many(5) });
    await syncCatalogue(deps);
    zendit.offer(many(4));
    await syncCatalogue(deps);
    zendit.offer(many(5));
    expect(await syncCatalogue(deps)).toMatchObject({ syncs: [{ written: 1, withdrawn: 0 }] });
    expect(await readPlan(deps, 'offer-4')).toMatchObject({ onSale: true });
  });

  it.each([
    [0, 'held', 10],
    [6, 'held', 10],
    [7, 'succeeded', 7],
  ])('with %i of 10 plans left the outcome is %s and %i stay on sale', async (left, outcome, onSale) => {
    const { deps, zendit } = shop({ zendit: many(10) });
    await syncCatalogue(deps);
    zendit.offer(many(left));
    expect(await syncCatalogue(deps)).toMatchObject({ onSale, syncs: [{ outcome, seen: left }] });
  });

  it.each([
    [2, 'succeeded', 2],
    [0, 'held', 10],
  ])(
    'with %i of 10 plans left and an operator who accepts fewer the outcome is %s',
    async (left, outcome, onSale) => {
      const { deps, zendit } = shop({ zendit: many(10) });
      await syncCatalogue(deps);
      zendit.offer(many(left));
      expect(await syncCatalogue(deps, { acceptFewer: true })).toMatchObject({
        onSale,
        syncs: [{ outcome }],
      });
    },
  );

  it('leaves the plans of a wholesaler that cannot be read, and takes the other over', async () => {
    const zimOffer = testOffer('z', { provider: 'zim', start: 'not_stated' });
    const { deps, zendit, zim } = shop({ zendit: many(3), zim: [zimOffer] });
    await syncCatalogue(deps);
    zendit.behaviour.reads = { kind: 'unavailable' };
    zim.offer([{ ...zimOffer, validityDays: 9 }]);
    const { syncs, onSale } = await syncCatalogue(deps);
    expect(syncs).toMatchObject([
      { provider: 'zim', outcome: 'succeeded', written: 1 },
      { provider: 'zendit', outcome: 'failed', note: 'unavailable', written: 0, withdrawn: 0 },
    ]);
    expect(onSale).toBe(4);
  });

  it('goes on after the pages that were read before one failed', async () => {
    const { deps, zendit } = shop({ zendit: many(5) });
    const { behaviour, listOffers } = zendit;
    const asked: (string | undefined)[] = [];
    zendit.listOffers = (from) => {
      asked.push(from);
      return listOffers(from);
    };
    Object.assign(behaviour, { offersAPage: 1, listableOffers: 2 });
    expect(await syncCatalogue(deps)).toMatchObject({
      onSale: 0,
      syncs: [{ outcome: 'failed', note: 'unavailable after 2 offers' }],
    });
    behaviour.listableOffers = 3;
    time = new Date('2026-11-22T12:20:00Z');
    await syncCatalogue(deps);
    behaviour.listableOffers = 5;
    time = new Date('2026-11-22T12:30:00Z');
    expect(await syncCatalogue(deps)).toMatchObject({ onSale: 5, syncs: [{ seen: 5, written: 5 }] });
    expect(asked).toEqual([undefined, '2', '3']);
    expect(await database.db.catalogueDraft.count()).toBe(0);
    expect(await readPlan(deps, 'offer-0')).toMatchObject(many(1)[0] ?? {});
  });

  it('begins anew when what was kept is older than half an hour', async () => {
    const { deps, zendit } = shop({ zendit: many(5) });
    Object.assign(zendit.behaviour, { offersAPage: 1, listableOffers: 2 });
    await syncCatalogue(deps);
    zendit.behaviour.listableOffers = 5;
    zendit.offer(many(4));
    time = new Date('2026-11-22T12:30:01Z');
    await database.db.catalogueDraft.updateMany({ data: { next: '3' } });
    expect(await syncCatalogue(deps)).toMatchObject({ onSale: 4, syncs: [{ seen: 4 }] });
    expect(await database.db.catalogueDraft.count()).toBe(0);
  });

  it('counts offers without a usable price and does not sell them', async () => {
    const free = testOffer('free', { costs: [{ minor: 0, currency: 'EUR', exponent: 2 }] });
    const exotic = testOffer('exotic', { costs: [{ minor: 5, currency: 'XAF', exponent: 0 }] });
    const { deps } = shop({ zendit: [testOffer('a'), free, exotic] });
    expect(await syncCatalogue(deps)).toMatchObject({
      onSale: 1,
      syncs: [{ seen: 3, written: 1, note: '2 offers without a usable price' }],
    });
  });

  it('drops converted prices when the rates are older than five days', async () => {
    const { deps } = shop({ zendit: [testOffer('a')] });
    await syncCatalogue(deps);
    time = new Date('2026-11-26T12:00:00Z');
    await syncCatalogue(deps);
    expect(await readPlan(deps, 'a')).toMatchObject({ prices: { EUR: 360 } });
  });

  it('shows the same thing once, at the better price, and remembers the other', async () => {
    const dearer = testOffer('dear', { costs: [{ minor: 300, currency: 'EUR', exponent: 2 }] });
    const twin = testOffer('twin', {
      provider: 'zim',
      costs: [{ minor: 250, currency: 'EUR', exponent: 2 }],
    });
    const { deps } = shop({ zendit: [dearer, testOffer('cheap')], zim: [twin] });
    await syncCatalogue(deps);
    const cheapId = toPlanId('zendit', 'cheap');
    expect((await deps.plans.listOfPlace(country('JP'))).map(({ id }) => id)).toEqual([cheapId]);
    expect((await readRow('dear')).substituteOf).toBe(cheapId);
    await database.db.providerStatus.create({ data: { provider: 'zendit', sellable: false } });
    expect((await deps.plans.listOfPlace(country('JP'))).map(({ id }) => id)).toEqual([
      toPlanId('zim', 'twin'),
    ]);
    expect(await readPlan(deps, 'cheap')).toMatchObject({ onSale: false });
  });

  it('has what stands behind a shown plan at hand', async () => {
    const twin = testOffer('twin', { provider: 'zim', hotspot: { known: true, value: true } });
    const { deps } = shop({ zendit: [testOffer('cheap', cost(100))], zim: [{ ...twin, ...cost(250) }] });
    await syncCatalogue(deps);
    const shown = await deps.plans.listOfPlace(country('JP'));
    expect(shown.map(({ id, equals }) => [id, equals.map((plan) => plan.id)])).toEqual([
      [toPlanId('zendit', 'cheap'), [toPlanId('zim', 'twin')]],
    ]);
  });

  it('shows the stored plan of a silent wholesaler again when the other became dearer', async () => {
    const twin = testOffer('twin', { provider: 'zim' });
    const { deps, zendit, zim } = shop({
      zendit: [testOffer('a', cost(250))],
      zim: [{ ...twin, ...cost(200) }],
    });
    await syncCatalogue(deps);
    zendit.behaviour.reads = { kind: 'unavailable' };
    zim.offer([{ ...twin, ...cost(300) }]);
    expect(await syncCatalogue(deps)).toMatchObject({ changed: true });
    const shown = await deps.plans.listOfPlace(country('JP'));
    expect(shown.map(({ id }) => id)).toEqual([toPlanId('zendit', 'a')]);
  });

  it('does nothing while the catalogue is young', async () => {
    const { deps } = shop({ zendit: many(2) });
    await syncCatalogue(deps);
    time = new Date('2026-11-22T12:59:00Z');
    expect(await syncCatalogue(deps, { unlessYoungerThanMs: 3_600_000 })).toMatchObject({
      skipped: true,
      onSale: 2,
    });
    time = new Date('2026-11-22T13:00:00Z');
    expect(await syncCatalogue(deps, { unlessYoungerThanMs: 3_600_000 })).toMatchObject({ skipped: false });
  });

  it('has a new revision after a change only, and when a wholesaler goes out of sale', async () => {
    const { deps } = shop({ zendit: many(2) });
    const empty = await deps.plans.readRevision();
    await syncCatalogue(deps);
    const filled = await deps.plans.readRevision();
    time = new Date('2026-11-22T13:00:00Z');
    await syncCatalogue(deps);
    expect(filled).not.toBe(empty);
    expect(await deps.plans.readRevision()).toBe(filled);
    await database.db.providerStatus.create({ data: { provider: 'zendit', sellable: false } });
    expect(await deps.plans.readRevision()).not.toBe(filled);
  });

  it('tells what it is doing', async () => {
    const { deps } = shop({ zendit: many(2) });
    const heard: SyncProgress[] = [];
    await syncCatalogue(deps, { onProgress: (progress) => heard.push(progress) });
    expect(heard.map(({ kind }) => kind)).toEqual(['reading', 'read', 'done']);
  });
});
