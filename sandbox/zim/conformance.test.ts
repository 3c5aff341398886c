import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import credentials from '../credentials.json' with { type: 'json' };
import { DOCUMENT } from './document-schemas.ts';
import { createZimStandIn } from './stand-in.ts';

/**
 * Where the stand-in departs from the document's schemas, and why. Each is a change of one schema; everything else
 * must fit as written.
 *
 * - The document writes ids as `:esimID` in the path and declares them as query parameters: only a path can be called.
 * - Answers of single objects come inside an array of one, as in the document's examples; its schemas say an object.
 *   `wrapSingles: false` gives the object.
 * - `createdAt` of an order has the type "date", which JSON does not know: text, as in the example.
 */
const { destination, plan, feature, esim, subscription, report, coverage, order } = DOCUMENT;

/** Schema: text. Every example: a bare number, beyond what a double holds. */
const esimAsSent = esim.extend({ iccid: z.number(), msisdn: z.number() });

/** A plan belongs to a destination or to a region; what the other one holds is not said: null. */
const planAsSent = plan.extend({
  destination: destination.nullable(),
  region: plan.shape.region.unwrap().nullable(),
  // VOLTE is no word of the document's: one that is added later must not hide a plan.
  features: z.array(feature.extend({ name: z.enum([...feature.shape.name.unwrap().options, 'VOLTE']) })),
});

/** The schema of one subscription is named `Esim`, its example is a subscription; its plan has three fields there. */
const subscriptionAsSent = subscription.extend({
  plan: plan.pick({ id: true, dataValue: true, dataUnit: true }),
});

const one = <T extends z.ZodType>(schema: T) => z.tuple([schema]);

type Row = {
  method: 'GET' | 'POST';
  path: string;
  schema: z.ZodType;
  fields: readonly string[];
  json?: object;
};
const ids = { esim: '', subscription: '', plan: '' };

/** Every path of the document. `fields`: those of the schema, at its top level. */
const rows: Row[] = [
  { method: 'GET', path: '/esims', schema: z.array(esimAsSent), fields: Object.keys(esim.shape) },
  { method: 'GET', path: '/esims/:esimID', schema: one(esimAsSent), fields: Object.keys(esim.shape) },
  {
    method: 'GET',
    path: '/subscriptions/',
    schema: z.array(subscriptionAsSent),
    fields: Object.keys(subscription.shape),
  },
  {
    method: 'GET',
    path: '/subscriptions/:subscriptionID',
    schema: one(subscriptionAsSent),
    fields: Object.keys(subscription.shape),
  },
  {
    method: 'GET',
    path: '/subscriptions/:subscriptionID/activity/latest',
    schema: one(report),
    fields: Object.keys(report.shape),
  },
  { method: 'GET', path: '/destinations/:iso3', schema: coverage, fields: Object.keys(coverage.shape) },
  {
    method: 'POST',
    path: '/plans/search',
    schema: z.array(planAsSent),
    fields: Object.keys(plan.shape),
    json: {},
  },
  {
    method: 'GET',
    path: '/destinations/supported_destinations',
    schema: z.array(destination),
    fields: Object.keys(destination.shape),
  },
  { method: 'POST', path: '/orders/with-wallet', schema: order, fields: Object.keys(order.shape), json: {} },
];

const standIn = createZimStandIn();
let token = '';

const request = (method: string, path: string, json?: object, headers: Record<string, string> = {}) =>
  standIn.app.request(path, {
    method,
    headers: { ...(json && { 'content-type': 'application/json' }), ...headers },
    ...(json && { body: JSON.stringify(json) }),
  });
const call = (method: string, path: string, json?: object) =>
  request(method, path, json, { authorization: `Bearer ${token}`, 'x-app-identifier': 'b2b' });
const control = (json: object) => request('POST', '/__control', json);

const fill = (path: string) =>
  path.replace(':esimID', ids.esim).replace(':subscriptionID', ids.subscription).replace(':iso3', 'JPN');
const bodyOf = ({ path, json }: Row) =>
  path === '/orders/with-wallet' ? { planID: ids.plan, currencyISO: 'USD', quantity: 1 } : json;

const objects = z.array(z.record(z.string(), z.unknown()));
const toObjects = (body: unknown) => objects.parse(Array.isArray(body) ? body : [body]);

beforeAll(async () => {
  const { clientId, clientSecret } = credentials.zim;
  const answer = await standIn.app.request('/oauth2/token', {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
    },
    body: 'grant_type=client_credentials&scope=account%2Fwrite',
  });
  token = z.object({ access_token: z.string() }).parse(await answer.json()).access_token;
  const plans = z
    .array(z.object({ id: z.string() }))
    .parse(await (await call('POST', '/plans/search', {})).json());
  ids.plan = plans[0]?.id ?? '';
  await call('POST', '/orders/with-wallet', { planID: ids.plan, currencyISO: 'USD', quantity: 1 });
  await control({ clockOffsetMs: 30_000 });
  const bought = z.array(z.object({ id: z.string(), esimID: z.string() }));
  const [first] = bought.parse(await (await call('GET', '/subscriptions/')).json());
  Object.assign(ids, { subscription: first?.id ?? '', esim: first?.esimID ?? '' });
});

describe.each(rows)('$method $path of the document', (row) => {
  it('answers 200 with what its schema says, and holds every field', async () => {
    const answer = await call(row.method, fill(row.path), bodyOf(row));
    expect(answer.status).toBe(200);
    const body: unknown = await answer.json();
    expect(row.schema.safeParse(body).error?.issues ?? []).toEqual([]);
    const names = new Set(toObjects(body).flatMap((item) => Object.keys(item)));
    expect([...names]).toEqual(expect.arrayContaining([...row.fields]));
  });

  it('wants a token', async () => {
    expect((await request(row.method, fill(row.path), bodyOf(row))).status).toBe(401);
  });
});

it.each([
  ['/esims/:esimID', esimAsSent],
  ['/subscriptions/:subscriptionID', subscriptionAsSent],
  ['/subscriptions/:subscriptionID/activity/latest', report],
])('%s gives the bare object of the schema when told to', async (path, schema) => {
  await control({ settings: { wrapSingles: false } });
  const body: unknown = await (await call('GET', fill(path))).json();
  await control({ settings: { wrapSingles: true } });
  expect(schema.safeParse(body).error?.issues ?? []).toEqual([]);
});

it('sends ICCID and MSISDN as bare numbers with every digit, as the examples do', async () => {
  const text = await (await call('GET', '/esims')).text();
  expect(text).toMatch(/"iccid":\d{19},/);
  expect(text).toMatch(/"msisdn":\d{12},/);
});

it.each(['PROCESSING', 'PENDING', 'ACTIVE', 'DEPLETED', 'EXPIRED', 'CANCELLED'])(
  'knows the documented subscription status %s, with an eSIM status of the document',
  async (status) => {
    await control({ settings: { usage: { [ids.subscription]: { spentBytes: 1, status } } } });
    const [read] = toObjects(await (await call('GET', '/subscriptions/')).json());
    expect(read?.status).toBe(status);
    const esims: unknown = await (await call('GET', '/esims')).json();
    expect(z.array(esimAsSent).safeParse(esims).error?.issues ?? []).toEqual([]);
  },
);

it('holds both kinds of place, every unit, feature and category of the document', async () => {
  const plans = z.array(planAsSent).parse(await (await call('POST', '/plans/search', {})).json());
  const every = (values: readonly unknown[]) => [...new Set(values)].sort();
  expect(
    every(plans.map((item) => (item.destination ? 'destination' : item.region ? 'region' : 'none'))),
  ).toEqual(['destination', 'none', 'region']);
  expect(every(plans.map(({ dataUnit }) => dataUnit))).toEqual(['GB', 'MB']);
  expect(every(plans.map(({ callUnit }) => callUnit))).toEqual(['HOURS', 'MINUTES']);
  const features = plans.flatMap((item) => item.features);
  expect(every(features.map(({ name }) => name))).toEqual(['3G', '4G', '5G', 'HOTSPOT', 'TOP_UP', 'VOLTE']);
  expect(every(features.map(({ category }) => category))).toEqual(['BILLING', 'NETWORK', 'UTILITY']);
});

it.each([{ accountID: credentials.zim.accountId }, { userNanoIDs: ['user_a'] }, { notifyRecipient: false }])(
  'takes the documented field of an order %j',
  async (field) => {
    const json = { planID: ids.plan, currencyISO: 'USD', quantity: 1, ...field };
    expect((await call('POST', '/orders/with-wallet', json)).status).toBe(200);
  },
);
