import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { priceOffers } from '#lib/catalogue/price-offers';
import { country, testOffer } from '#lib/catalogue/test-offer';
import { watchProviders } from '#lib/catalogue/watch-providers';
import { PRICING } from '#lib/config/pricing';
import { toPlanRow } from '#lib/db/plan-row';
import { createPlanStore } from '#lib/db/plan-store';
import { createProviderStatusStore } from '#lib/db/provider-status-store';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import type { ProviderId } from '#lib/domain/plan';
import { err, ok } from '#lib/domain/result';
import { createMemoryProvider } from '#lib/providers/memory/memory-provider';
import type { EsimProvider } from '#lib/providers/port';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const NOON = new Date('2026-11-22T12:00:00Z');
const later = (minutes: number, seconds = 0) => new Date(NOON.getTime() + (minutes * 60 + seconds) * 1000);
const dollars = (minor: number) => ok({ minor, currency: 'USD', exponent: 2 });
const untold = err({ kind: 'rejected', reason: 'not_supported' } as const);

type Balance = Awaited<ReturnType<EsimProvider['readBalance']>>;

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
  const offers = [testOffer('a'), testOffer('z', { provider: 'zim', validityDays: 9 })];
  const { records } = priceOffers(offers, { settings: PRICING, rates: undefined, now: NOON });
  await createPlanStore(database.db).apply({ rows: records.map(toPlanRow), withdrawnIds: [] });
}, 60_000);
afterAll(() => database.close());
beforeEach(async () => {
  await database.db.providerStatus.deleteMany();
});

const statuses = () => createProviderStatusStore(database.db);

function watch(balances: Partial<Record<ProviderId, Balance>>, now: Date): Promise<void> {
  const providers = (['zim', 'zendit'] as const).map((id) => ({
    ...createMemoryProvider({ id }),
    readBalance: () => Promise.resolve(balances[id] ?? untold),
  }));
  return watchProviders({ providers, statuses: statuses(), now: () => now, log: silent });
}

async function listSold(): Promise<ProviderId[]> {
  const plans = await createPlanStore(database.db).listOfPlace(country('JP'));
  return plans.map(({ provider }) => provider).sort();
}

describe('watchProviders', () => {
  it.each([
    ['empty', 0, ['zim']],
    ['overdrawn', -1, ['zim']],
    ['almost empty', 1, ['zendit', 'zim']],
  ])('with a wallet that is %s (%i) leaves on sale: %3$j', async (_what, minor, sold) => {
    await watch({ zendit: dollars(minor) }, NOON);
    expect(await listSold()).toEqual(sold);
  });

  it('puts the plans back as soon as the wallet is funded', async () => {
    await watch({ zendit: dollars(0) }, NOON);
    await watch({ zendit: dollars(5000) }, later(1));
    expect(await listSold()).toEqual(['zendit', 'zim']);
    expect(await statuses().read('zendit')).toEqual({ sellable: true, checkedAt: later(1) });
  });

  it('keeps the plans out while the wallet stays empty, however long', async () => {
    await watch({ zendit: dollars(0) }, NOON);
    await watch({ zendit: dollars(0) }, later(60));
    expect(await listSold()).toEqual(['zim']);
  });

  it('keeps the plans out while the balance cannot be read', async () => {
    await watch({ zendit: dollars(0) }, NOON);
    await watch({ zendit: err({ kind: 'unavailable' }) }, later(60));
    expect(await listSold()).toEqual(['zim']);
  });

  it('does not suspend a wholesaler whose balance cannot be read', async () => {
    await watch({ zendit: err({ kind: 'unavailable' }) }, NOON);
    expect(await listSold()).toEqual(['zendit', 'zim']);
  });

  it.each([
    [later(9, 59), ['zendit']],
    [later(10), ['zendit', 'zim']],
  ])('tries a wholesaler that tells no balance again after ten minutes (%o)', async (now, sold) => {
    await statuses().suspend('zim', 'wallet', NOON);
    await watch({ zendit: dollars(5000) }, now);
    expect(await listSold()).toEqual(sold);
  });

  it('waits ten minutes for a funded wholesaler that refused for another reason', async () => {
    await statuses().suspend('zendit', 'access', NOON);
    await watch({ zendit: dollars(5000) }, later(9));
    expect(await listSold()).toEqual(['zim']);
    await watch({ zendit: dollars(5000) }, later(10));
    expect(await listSold()).toEqual(['zendit', 'zim']);
  });
});
