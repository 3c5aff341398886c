import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCatalogue } from '#lib/catalogue/create-catalogue';
import { priceOffers } from '#lib/catalogue/price-offers';
import { country, testOffer, testRegionOffer } from '#lib/catalogue/test-offer';
import { PRICING } from '#lib/config/pricing';
import { toPlanRow } from '#lib/db/plan-row';
import { createPlanStore } from '#lib/db/plan-store';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';

const now = () => new Date('2026-11-22T12:00:00Z');
const cost = (minor: number) => ({ costs: [{ minor, currency: 'EUR', exponent: 2 }] });
const global = { kind: 'region', region: 'global', label: 'Global' } as const;

const offers = [
  testOffer('jp-dear', { ...cost(500), validityDays: 30 }),
  testOffer('jp-cheap', cost(200)),
  testOffer('unknown-country', { place: { kind: 'country', code: country('QZ') } }),
  testRegionOffer('asia', ['JP', 'KR'], cost(400)),
  testRegionOffer('asia-unlisted', [], { coverage: { kind: 'not_supplied', named: [] } }),
  testRegionOffer('asia-named', [], {
    coverage: { kind: 'not_supplied', named: [country('KR')] },
    ...cost(450),
  }),
  testRegionOffer('global', ['JP', 'KR', 'US'], { place: global, ...cost(900) }),
];

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
  const { records } = priceOffers(offers, { settings: PRICING, rates: undefined, now: now() });
  await createPlanStore(database.db).apply({ rows: records.map(toPlanRow), withdrawnIds: [] });
}, 60_000);
afterAll(() => database.close());

const catalogue = createCatalogue({ openPlans: () => createPlanStore(database.db), now });
const offerIds = (plans: readonly { offerId: string }[] = []) => plans.map(({ offerId }) => offerId);

describe('the readers of the catalogue', () => {
  it('list every place with what its page shows, sorted in the language', async () => {
    const places = await catalogue.readPlaces('de');
    expect(places.map(({ name, planCount, from }) => [name, planCount, from.EUR])).toEqual([
      ['Asien', 3, 360],
      ['Japan', 4, 360],
      ['QZ', 1, 360],
      ['Südkorea', 3, 680],
      ['Vereinigte Staaten', 1, 1490],
      ['Weltweit', 1, 1490],
    ]);
  });

  it('show a country with its own plans, then wider ones that certainly work there, cheapest first', async () => {
    const page = await catalogue.readPlacePage('japan', 'en');
    expect(offerIds(page?.plans)).toEqual(['jp-cheap', 'jp-dear']);
    expect(offerIds(page?.regional)).toEqual(['asia']);
    expect(offerIds(page?.global)).toEqual(['global']);
    expect(page?.place).toEqual({
      kind: 'country',
      code: 'JP',
      slug: 'japan',
      name: 'Japan',
      planCount: 4,
      from: { EUR: 360 },
    });
  });

  it('show a plan without a country list only where a country is named', async () => {
    const page = await catalogue.readPlacePage('south-korea', 'en');
    expect(offerIds(page?.regional)).toEqual(['asia', 'asia-named']);
  });

  it('agree with each other about every place', async () => {
    for (const place of await catalogue.readPlaces('en'))
      expect((await catalogue.readPlacePage(place.slug, 'en'))?.place).toEqual(place);
  });

  it('show an area with all its plans and the most countries that one of them lists', async () => {
    const page = await catalogue.readPlacePage('asia', 'en');
    expect(offerIds(page?.plans)).toEqual(['asia-unlisted', 'asia', 'asia-named']);
    expect(page).toMatchObject({ place: { countryCount: 2 }, regional: [], global: [] });
  });

  it('show a country that ISO does not know under its code', async () => {
    expect(await catalogue.readPlacePage('qz', 'en')).toMatchObject({
      place: { slug: 'qz', name: 'QZ', planCount: 1 },
    });
  });

  it('know a country without plans, and no place that does not exist', async () => {
    expect(await catalogue.readPlacePage('iceland', 'en')).toMatchObject({
      place: { planCount: 0, from: {} },
      plans: [],
    });
    expect(await catalogue.readPlacePage('atlantis', 'en')).toBeUndefined();
  });

  it('name the countries of a plan, with a link where there is a page', async () => {
    const [plan] = (await catalogue.readPlacePage('japan', 'en'))?.global ?? [];
    const page = plan && (await catalogue.readPlanPage(plan.id, 'en'));
    expect(page?.place?.slug).toBe('global');
    expect(page?.coverage).toEqual([
      { code: 'JP', name: 'Japan', slug: 'japan' },
      { code: 'KR', name: 'South Korea', slug: 'south-korea' },
      { code: 'US', name: 'United States', slug: 'united-states' },
    ]);
  });

  it('fill the home page from what is on sale', async () => {
    const home = await catalogue.readHome('en');
    expect(home.placeCount).toBe(4);
    expect(home.popular.map(({ slug }) => slug)).toEqual(['japan', 'united-states']);
    expect(home.regions.map(({ slug }) => slug)).toEqual(['asia', 'global']);
    expect(home.example).toMatchObject({ plan: { offerId: 'jp-cheap' }, place: { slug: 'japan' } });
  });

  it('find places on the server as the browser does', async () => {
    const found = async (query: string) => {
      const { places, exact } = await catalogue.findPlaces(query, 'en');
      return [exact, ...places.map(({ slug }) => slug)];
    };
    expect(await found('nippon')).toEqual([true, 'japan']);
    expect(await found('JP')).toEqual([true, 'japan']);
    expect(await found('jap')).toEqual([false, 'japan']);
    expect(await found('japn')).toEqual([false, 'japan']);
    expect(await found('atlantis')).toEqual([false]);
    expect((await catalogue.readSearchRows('en')).find(([slug]) => slug === 'japan')?.slice(0, 4)).toEqual([
      'japan',
      'Japan',
      'JP',
      { EUR: 360 },
    ]);
  });
});

describe('without a database', () => {
  it('the catalogue is empty and says so', async () => {
    const empty = createCatalogue({ openPlans: () => undefined, now });
    expect(empty.isAvailable()).toBe(false);
    expect(await empty.readRevision()).toBe('none');
    expect(await empty.readHome('en')).toEqual({
      placeCount: 0,
      popular: [],
      regions: [],
      example: undefined,
    });
    expect(await empty.readPlacePage('japan', 'en')).toMatchObject({ place: { planCount: 0 } });
  });
});
