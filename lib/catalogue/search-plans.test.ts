import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCatalogue } from '#lib/catalogue/create-catalogue';
import { markSubstitutes } from '#lib/catalogue/mark-substitutes';
import { toPlanId } from '#lib/catalogue/plan-id';
import { parsePlanQuery } from '#lib/catalogue/plan-query';
import { priceOffers } from '#lib/catalogue/price-offers';
import type { SearchAnswer } from '#lib/catalogue/search-plans';
import { country, testOffer, testRegionOffer } from '#lib/catalogue/test-offer';
import { PRICING } from '#lib/config/pricing';
import { toPlanRow } from '#lib/db/plan-row';
import { createPlanStore } from '#lib/db/plan-store';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import { GIGABYTE, type Offer } from '#lib/domain/plan';
import { toRates } from '#lib/domain/pricing';
import { known, unknown } from '#lib/domain/result';

const now = () => new Date('2026-11-22T12:00:00Z');
const cost = (minor: number) => ({ costs: [{ minor, currency: 'EUR', exponent: 2 }] });
const gigabytes = (amount: number) => ({ data: { kind: 'limited', bytes: amount * GIGABYTE } }) as const;
const daily = { data: { kind: 'daily', bytesPerDay: GIGABYTE, thenKbps: 512 } } as const;
const undisclosed = { data: { kind: 'undisclosed' } } as const;
const korea = { place: { kind: 'country', code: country('KR') } } as const;

const offers: Offer[] = [
  testOffer('jp-1', cost(200)),
  testOffer('jp-3', { ...gigabytes(3), ...cost(400), validityDays: 14, hotspot: known(true) }),
  testOffer('jp-5', {
    ...gigabytes(5),
    ...cost(500),
    validityDays: 30,
    hotspot: known(false),
    topUp: known(true),
  }),
  testOffer('jp-daily', { ...daily, ...cost(600), speeds: known(['4G', '5G']) }),
  testOffer('jp-no-limit', { ...undisclosed, ...cost(1500), validityDays: 30 }),
  testRegionOffer('asia', ['JP', 'KR'], {
    ...gigabytes(10),
    ...cost(1000),
    speeds: known(['5G']),
    topUp: known(false),
  }),
  testRegionOffer('asia-unlisted', [], { coverage: { kind: 'not_supplied', named: [] }, ...cost(300) }),
  testOffer('kr-1', { ...korea, coverage: { kind: 'listed', countries: [] }, ...cost(250) }),
];

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
  const rates = toRates(new Date('2026-11-20T00:00:00Z'), { USD: '1.2' });
  const { records } = priceOffers(offers, { settings: PRICING, rates, now: now() });
  const rows = records.map(toPlanRow);
  await createPlanStore(database.db).apply({ rows, withdrawnIds: [] });
}, 60_000);
afterAll(() => database.close());

const catalogue = createCatalogue({ openPlans: () => createPlanStore(database.db), now });
const offerIds = new Map(offers.map(({ offerId }) => [toPlanId('zendit', offerId), offerId]));
const namesOf = ({ plans }: SearchAnswer) => plans.map(({ id }) => offerIds.get(id));

async function search(parameters: string): Promise<SearchAnswer> {
  const query = parsePlanQuery(new URLSearchParams(parameters));
  if (!query.ok) throw new Error(`Refused: ${query.error.fields.join(', ')}`);
  return catalogue.searchPlans(query.value);
}

describe('a search', () => {
  it.each([
    ['place=japan', ['jp-1', 'jp-3', 'jp-5', 'jp-daily', 'jp-no-limit']],
    ['place=JP&limit=2', ['jp-1', 'jp-3']],
    ['place=asia', ['asia-unlisted', 'asia']],
    ['place=iceland', []],
    ['covers=kr', ['kr-1', 'asia']],
    ['covers=south-korea&place=asia', ['asia']],
    ['covers=jp&minGb=5', ['jp-5', 'jp-daily', 'asia']],
    ['covers=jp&minGb=5.000001', ['jp-daily', 'asia']],
    ['place=japan&minDays=14', ['jp-3', 'jp-5', 'jp-no-limit']],
    ['features=hotspot', ['jp-3']],
    ['features=top_up', ['jp-5']],
    ['features=5g', ['jp-daily', 'asia']],
    ['features=hotspot,top_up', []],
    ['allowances=daily', ['jp-daily']],
    ['place=japan&allowances=limited,undisclosed', ['jp-1', 'jp-3', 'jp-5', 'jp-no-limit']],
    ['place=japan&maxPriceMinor=360', ['jp-1']],
    ['place=japan&maxPriceMinor=359', []],
    ['place=japan&currency=USD&maxPriceMinor=440', ['jp-1']],
    ['currency=CHF', []],
    ['place=japan&sort=price_per_gb', ['jp-daily', 'jp-5', 'jp-3', 'jp-1', 'jp-no-limit']],
  ])('for %s finds %j', async (parameters, expected) => {
    expect(namesOf(await search(parameters))).toEqual(expected);
  });

  it('answers what a stranger may know, and no cost', async () => {
    const { plans } = await search('place=asia&minGb=10&locale=de');
    expect(plans).toEqual([
      {
        id: toPlanId('zendit', 'asia'),
        place: { kind: 'region', key: 'asia', slug: 'asia', name: 'Asien', label: 'Asia' },
        data: { kind: 'limited', bytes: 10 * GIGABYTE },
        validityDays: 7,
        price: { minor: 1690, currency: 'EUR' },
        speeds: { known: true, value: ['5G'] },
        hotspot: { known: false },
        topUp: { known: true, value: false },
        start: 'first_connection',
        countryCount: { known: true, value: 2 },
      },
    ]);
  });

  it('says that it does not know the countries of a plan without a list', async () => {
    const { plans } = await search('place=asia&limit=1');
    expect(plans).toMatchObject([{ countryCount: { known: false } }]);
  });

  it('finds nothing of a wholesaler that is out of sale', async () => {
    await database.db.providerStatus.create({ data: { provider: 'zendit', sellable: false } });
    const found = await search('');
    await database.db.providerStatus.deleteMany();
    expect(found).toEqual({ plans: [] });
  });
});

describe('a search for what only the hidden one of two equals has', () => {
  const iceland = { place: { kind: 'country', code: country('IS') } } as const;
  const dear = { provider: 'zim', hotspot: known(true), speeds: unknown, start: 'not_stated' } as const;
  const twins = [
    testOffer('is-shown', { ...iceland, ...cost(200) }),
    testOffer('is-hidden', { ...iceland, ...dear, ...cost(300) }),
  ];
  const found = async (parameters: string) =>
    (await search(`place=iceland${parameters}`)).plans.map(({ id }) => id);
  const shown = toPlanId('zendit', 'is-shown');
  const hidden = toPlanId('zim', 'is-hidden');
  beforeAll(async () => {
    const { records } = priceOffers(twins, { settings: PRICING, rates: undefined, now: now() });
    const rows = markSubstitutes(records).map(toPlanRow);
    await createPlanStore(database.db).apply({ rows, withdrawnIds: [] });
  });
  afterAll(() => database.db.plan.deleteMany({ where: { placeKey: 'IS' } }));

  it.each([
    ['', [shown]],
    ['&minGb=1&minDays=7', [shown]],
    ['&features=hotspot', [hidden]],
    ['&features=hotspot&maxPriceMinor=400', []],
    ['&features=5g', []],
    ['&sort=price_per_gb', [shown]],
  ])('finds that one: %s', async (parameters, expected) => {
    expect(await found(parameters)).toEqual(expected);
  });
});

describe('the pages of a search', () => {
  it.each(['sort=price', 'sort=price_per_gb', 'sort=price&currency=USD', 'sort=price_per_gb&currency=USD'])(
    'by %s hold every plan once, in order',
    async (parameters) => {
      const whole = namesOf(await search(parameters));
      const pages: (string | undefined)[] = [];
      let cursor: string | undefined;
      do {
        const page = await search(`${parameters}&limit=3${cursor ? `&cursor=${cursor}` : ''}`);
        pages.push(...namesOf(page));
        cursor = page.cursor;
      } while (cursor);
      expect(whole).toHaveLength(offers.length);
      expect(pages).toEqual(whole);
    },
  );

  it('neither skip nor repeat plans of one price', async () => {
    const twins = Array.from({ length: 7 }, (_, index) =>
      testOffer(`is-${index}`, { place: { kind: 'country', code: country('IS') }, validityDays: index + 1 }),
    );
    const { records } = priceOffers(twins, { settings: PRICING, rates: undefined, now: now() });
    await createPlanStore(database.db).apply({ rows: records.map(toPlanRow), withdrawnIds: [] });
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await search(`place=iceland&limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      ids.push(...page.plans.map(({ id }) => id));
      cursor = page.cursor;
    } while (cursor);
    const left = records.map(({ plan }) => plan.id);
    await database.db.plan.deleteMany({ where: { id: { in: left } } });
    expect(ids).toEqual(left.toSorted());
  });

  it('have no cursor on the last one, however full it is', async () => {
    expect((await search('place=asia&limit=2')).cursor).toBeUndefined();
  });
});
