import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { generateZenditOffers } from '../catalogue/generate-zendit-offers.ts';
import credentials from '../credentials.json' with { type: 'json' };
import { DOCUMENT } from './document-schemas.ts';
import { createZenditStandIn } from './stand-in.ts';

/**
 * Where the stand-in departs from the reference, and why:
 *
 * - The product type of a refund is REFUND, which the reference does not list and Zendit's own SDK does.
 * - Prices of offers are zeros, and of ranges their bounds: they belong to the pricing module, which this account does
 *   not use.
 * - `GET /balance` and the rows of an eSIM's plans are not in the reference at all: they follow the SDK.
 */
const refundAsSent = DOCUMENT.refund.extend({ productType: z.literal('REFUND') });

const standIn = createZenditStandIn();
const offerId = 'ESIM-JP-30D-5GB-NOROAM';
/** Only an offer that is priced by range has bounds. */
const ranged = generateZenditOffers().find((offer) => offer.priceType === 'RANGE' && offer.enabled)?.offerId;
const page = '_limit=1024&_offset=0';

const request = (path: string, init: { method?: string; json?: object; key?: string } = {}) =>
  standIn.app.request(path.startsWith('/__') ? path : `/v1${path}`, {
    method: init.method ?? (init.json ? 'POST' : 'GET'),
    headers: {
      authorization: `Bearer ${init.key ?? credentials.zendit.apiKey}`,
      ...(init.json && { 'content-type': 'application/json' }),
    },
    ...(init.json && { body: JSON.stringify(init.json) }),
  });
const control = (json: object) => request('/__control', { json });
const purchaseOf = (transactionId: string) => ({ offerId, transactionId });
const buy = (transactionId: string) => request('/esim/purchases', { json: purchaseOf(transactionId) });

let iccid = '';

beforeAll(async () => {
  await control({ settings: { autoConnectAfterMs: null, refundOutcome: 'failed' } });
  await buy('tx-done');
  await buy('tx-kept');
  await control({ settings: { nextOutcome: 'failed' } });
  await buy('tx-failed');
  await control({ clockOffsetMs: 10_000, settings: { nextOutcome: 'done' } });
  await request('/esim/purchases/tx-kept/refund', { method: 'POST' });
  await control({ clockOffsetMs: 20_000 });
  const done: unknown = await (await request('/esim/purchases/tx-done')).json();
  iccid = DOCUMENT.purchase.parse(done).confirmation?.iccid ?? '';
});

type Row = {
  method: 'GET' | 'POST';
  /** As documented. */
  path: string;
  /** The paths to call: together their answers must hold every documented field. */
  calls: readonly string[];
  schema: z.ZodType;
  json?: object;
  /** What is answered when the thing does not exist. */
  missing?: string;
};

/** Every JSON operation of the reference. */
const rows: Row[] = [
  {
    method: 'GET',
    path: '/esim/offers',
    calls: [0, 1024, 2048, 3072, 4096, 5120].map((offset) => `/esim/offers?_limit=1024&_offset=${offset}`),
    schema: DOCUMENT.offers,
  },
  {
    method: 'GET',
    path: '/esim/offers/{offerId}',
    calls: [`/esim/offers/${offerId}`, `/esim/offers/${ranged}`],
    schema: DOCUMENT.offer,
    missing: '/esim/offers/none',
  },
  { method: 'GET', path: '/esim/purchases', calls: [`/esim/purchases?${page}`], schema: DOCUMENT.purchases },
  {
    method: 'POST',
    path: '/esim/purchases',
    calls: ['/esim/purchases'],
    schema: DOCUMENT.accepted,
    json: purchaseOf('tx-new'),
  },
  {
    method: 'GET',
    path: '/esim/purchases/{transactionId}',
    calls: ['/esim/purchases/tx-done', '/esim/purchases/tx-failed'],
    schema: DOCUMENT.purchase,
    missing: '/esim/purchases/none',
  },
  { method: 'GET', path: '/esim/{iccId}/plans', calls: ['/esim/ICCID/plans'], schema: DOCUMENT.plans },
  {
    method: 'GET',
    path: '/esim/purchases/{transactionId}/refund',
    calls: ['/esim/purchases/tx-kept/refund'],
    schema: refundAsSent,
    missing: '/esim/purchases/tx-failed/refund',
  },
  {
    method: 'POST',
    path: '/esim/purchases/{transactionId}/refund',
    calls: ['/esim/purchases/tx-done/refund'],
    schema: DOCUMENT.refundStarted,
    missing: '/esim/purchases/none/refund',
  },
];

const toInit = ({ method, json }: Row) => ({ method, ...(json && { json }) });

/** `cost.fixed`, `list[].cost.fixed`: every path that a schema names. */
function toPaths(schema: unknown, path = ''): string[] {
  if (schema instanceof z.ZodOptional) return toPaths(schema.unwrap(), path);
  if (schema instanceof z.ZodArray) return toPaths(schema.element, `${path}[]`);
  if (!(schema instanceof z.ZodObject)) return [path];
  const prefix = path === '' ? '' : `${path}.`;
  return Object.entries(schema.shape).flatMap(([name, field]) => toPaths(field, prefix + name));
}

/** Every path that a body holds, as `toPaths` names them; an empty list counts for what it would hold. */
function toHeldPaths(body: unknown, path = ''): string[] {
  if (Array.isArray(body)) return [`${path}[]`, ...body.flatMap((item) => toHeldPaths(item, `${path}[]`))];
  if (typeof body !== 'object' || body === null) return [path];
  const prefix = path === '' ? '' : `${path}.`;
  return [path, ...Object.entries(body).flatMap(([name, value]) => toHeldPaths(value, prefix + name))];
}

describe.each(rows)('$method $path of the reference', (row) => {
  it('answers 200 with what it documents, and holds every field', async () => {
    const held = new Set<string>();
    for (const path of row.calls) {
      const answer = await request(path.replace('ICCID', iccid), toInit(row));
      expect(answer.status).toBe(200);
      const body: unknown = await answer.json();
      expect(row.schema.safeParse(body).error?.issues ?? []).toEqual([]);
      for (const name of toHeldPaths(body)) held.add(name);
    }
    expect(toPaths(row.schema).filter((name) => !held.has(name))).toEqual([]);
  });

  it('answers 401 to an unknown key and 403 to an address that is not allowed', async () => {
    const path = (row.calls[0] ?? '').replace('ICCID', iccid);
    expect((await request(path, { ...toInit(row), key: 'x' })).status).toBe(401);
    await control({ settings: { ipAllowed: false } });
    expect((await request(path, toInit(row))).status).toBe(403);
    await control({ settings: { ipAllowed: true } });
  });
});

it.each(rows.filter(({ missing }) => missing !== undefined))(
  '$method $path answers 404 to what does not exist',
  async (row) => {
    expect((await request(row.missing ?? '', toInit(row))).status).toBe(404);
  },
);

it('GET /esim/purchases/{transactionId}/qrcode answers a PNG, and 404 where there is none', async () => {
  const answer = await request('/esim/purchases/tx-done/qrcode');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(
    Buffer.from(await answer.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  expect((await request('/esim/purchases/none/qrcode')).status).toBe(404);
});

it.each([
  'country=JP',
  'regions=Asia',
  'brand=MERIDIAN',
  'subType=Fast',
  'brand=&country=&regions=&subType=',
])('GET /esim/offers takes the documented filter %s', async (filter) => {
  const answer = await request(`/esim/offers?_limit=5&_offset=0&${filter}`);
  expect(DOCUMENT.offers.parse(await answer.json()).list).toHaveLength(5);
});

it.each(['status=DONE', 'createdAt=gte2020-01-01T00:00:00Z', 'createdAt=&status='])(
  'GET /esim/purchases takes the documented filter %s',
  async (filter) => {
    const answer = await request(`/esim/purchases?${page}&${filter}`);
    expect(DOCUMENT.purchases.parse(await answer.json()).total).toBeGreaterThan(0);
  },
);

it.each(['/esim/offers', '/esim/purchases'])('GET %s answers 400 without its page', async (path) => {
  expect((await request(path)).status).toBe(400);
});

it('the webhook is the answer to a look-up: its documented fields are the same', async () => {
  const body: unknown = await (await request('/esim/purchases/tx-failed')).json();
  expect(DOCUMENT.purchase.parse(body)).toMatchObject({ status: 'FAILED', transactionId: 'tx-failed' });
});
