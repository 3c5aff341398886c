import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { generateZenditOffers } from '../catalogue/generate-zendit-offers.ts';
import credentials from '../credentials.json' with { type: 'json' };
import { createZenditStandIn } from './stand-in.ts';

const offers = generateZenditOffers();
const japan = 'ESIM-JP-30D-5GB-NOROAM';
const findOfferId = (test: (offer: (typeof offers)[number]) => boolean) => {
  const offer = offers.find(test);
  if (!offer) throw new Error('The catalogue lacks such an offer');
  return offer.offerId;
};

let standIn = createZenditStandIn();

const call = (
  path: string,
  init: { json?: unknown; headers?: Record<string, string>; method?: string } = {},
) =>
  standIn.app.request(`/v1${path}`, {
    method: init.method ?? (init.json === undefined ? 'GET' : 'POST'),
    headers: {
      authorization: `Bearer ${credentials.zendit.apiKey}`,
      ...(init.json === undefined ? {} : { 'content-type': 'application/json' }),
      ...init.headers,
    },
    ...(init.json === undefined ? {} : { body: JSON.stringify(init.json) }),
  });
const control = (json: unknown) =>
  standIn.app.request('/__control', { method: 'POST', body: JSON.stringify(json) });
const at = (clockOffsetMs: number) => control({ clockOffsetMs });
const buy = (transactionId: string, json: Record<string, unknown> = {}) =>
  call('/esim/purchases', { json: { offerId: japan, transactionId, ...json } });

const answerSchema = z.object({
  status: z.string(),
  confirmation: z
    .object({
      iccid: z.string(),
      smdpAddress: z.string(),
      activationCode: z.string(),
      externalReferenceId: z.string(),
    })
    .optional(),
});
const read = async (id: string) => answerSchema.parse(await (await call(`/esim/purchases/${id}`)).json());
const readConfirmation = async (id: string) => answerSchema.required().parse(await read(id)).confirmation;
const buyDone = async (id: string) => {
  await buy(id);
  await at(5_000);
  return readConfirmation(id);
};
const plansSchema = z.object({
  firstInstalledAt: z.string(),
  list: z.array(z.object({ offerId: z.string(), status: z.string(), remainingDataGB: z.number() })),
  total: z.number(),
});
const readPlans = async (iccid: string) =>
  plansSchema.parse(await (await call(`/esim/${iccid}/plans`)).json());

beforeEach(() => {
  standIn = createZenditStandIn();
});

describe('the guard', () => {
  it('refuses a wrong key with 401 and a wrong address with 403, in Zendit’s own form', async () => {
    const answer = await call('/balance', { headers: { authorization: 'Bearer x' } });
    expect([answer.status, await answer.json()]).toEqual([
      401,
      { errorCode: 'NOT_AUTHORIZED', message: 'API token missing or unrecognized', fields: {} },
    ]);
    await control({ settings: { ipAllowed: false } });
    expect((await call('/balance')).status).toBe(403);
  });

  it('answers an unknown operation with 404', async () => {
    expect((await call('/esim/nothing')).status).toBe(404);
    expect((await call('/esim/offers', { json: {} })).status).toBe(404);
  });
});

describe('offers', () => {
  const pageSchema = z.object({
    limit: z.number(),
    offset: z.number(),
    total: z.number(),
    list: z.array(z.object({ offerId: z.string(), country: z.string() })),
  });

  it('come in pages that together hold every offer once', async () => {
    const ids: string[] = [];
    for (let offset = 0; offset < 5453; offset += 1024) {
      const answer = await call(`/esim/offers?_limit=1024&_offset=${offset}`);
      ids.push(...pageSchema.parse(await answer.json()).list.map(({ offerId }) => offerId));
    }
    expect(new Set(ids).size).toBe(5453);
    expect(ids).toHaveLength(5453);
  });

  it('are filtered by country, region, brand and sub-type', async () => {
    const query = '_limit=5&_offset=0&country=TH&regions=Southeast%20Asia&brand=&subType=Fast';
    const page = pageSchema.parse(await (await call(`/esim/offers?${query}`)).json());
    expect(page.list.length).toBeGreaterThan(0);
    expect(page.list.every(({ country }) => country === 'TH')).toBe(true);
  });

  it.each([
    ['', { _limit: expect.any(String), _offset: expect.any(String) }],
    ['_limit=0&_offset=0', { _limit: 'must be from 1 to 1024' }],
    ['_limit=1025&_offset=0', { _limit: 'must be from 1 to 1024' }],
    ['_limit=1&_offset=-1', { _offset: 'must be a whole number' }],
    ['_limit=1&_offset=0&region=Asia', { region: 'is not known' }],
    ['_limit=1&_offset=0&regions=Europe', { regions: expect.any(String) }],
  ])('refuse the query "%s" and say which field', async (query, fields) => {
    const answer = await call(`/esim/offers?${query}`);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { errorCode: 'INVALID_REQUEST', message: 'The request is not valid', fields },
    ]);
  });

  it('are not found one by one when missing or disabled', async () => {
    expect((await call(`/esim/offers/${japan}`)).status).toBe(200);
    expect((await call('/esim/offers/ESIM-NONE')).status).toBe(404);
    expect((await call(`/esim/offers/${findOfferId(({ enabled }) => !enabled)}`)).status).toBe(404);
  });
});

describe('a purchase', () => {
  it.each([
    ['an unknown field', { value: 1 }, 'value'],
    ['a wrong type', { offerId: 7 }, 'offerId'],
    ['an offer that does not exist', { offerId: 'ESIM-NONE' }, 'offerId'],
    ['a disabled offer', { offerId: findOfferId(({ enabled }) => !enabled) }, 'offerId'],
    ['a RANGE offer', { offerId: findOfferId((o) => o.enabled && o.priceType === 'RANGE') }, 'offerId'],
    ['an id with a space', { transactionId: 'a b' }, 'transactionId'],
    ['the eSIM of another', { iccid: '8943108000000000000' }, 'iccid'],
  ])('is refused for %s and buys nothing', async (_, json, field) => {
    const answer = await buy('tx-1', json);
    const body = z.object({ fields: z.record(z.string(), z.string()) }).parse(await answer.json());
    expect([answer.status, Object.keys(body.fields)]).toEqual([400, [field]]);
    expect(standIn.entries()).toEqual([]);
  });

  it('passes through its states by the clock and confirms at the end alone', async () => {
    expect(await (await buy('tx-1')).json()).toEqual({ status: 'ACCEPTED', transactionId: 'tx-1' });
    const seen: [string, boolean][] = [];
    for (const offset of [0, 500, 1_200, 2_000, 4_100]) {
      await at(offset);
      const { status, confirmation } = await read('tx-1');
      seen.push([status, confirmation !== undefined]);
    }
    expect(seen).toEqual([
      ['ACCEPTED', false],
      ['PENDING', false],
      ['AUTHORIZED', false],
      ['IN_PROGRESS', false],
      ['DONE', true],
    ]);
    const { iccid } = await readConfirmation('tx-1');
    const costMinor = offers.find(({ offerId }) => offerId === japan)?.cost.fixed;
    expect(standIn.entries()).toMatchObject([
      { kind: 'purchase', transactionId: 'tx-1', offerId: japan, costMinor, currency: 'USD' },
      { kind: 'delivered', transactionId: 'tx-1', iccid },
    ]);
    expect(await (await call('/balance')).json()).toEqual({
      availableBalance: 100_000_000 - (costMinor ?? 0),
      currency: 'USD',
      currencyDivisor: 100,
    });
  });

  it('is accepted with an empty wallet and fails afterwards', async () => {
    await control({ settings: { walletMinor: 0 } });
    expect((await buy('tx-1')).status).toBe(200);
    await at(5_000);
    const answer = await (await call('/esim/purchases/tx-1')).json();
    expect(answer).toMatchObject({ status: 'FAILED', error: { code: 'INSUFFICIENT_FUNDS' } });
  });

  it('gives the money back when the network fails', async () => {
    await control({ settings: { nextOutcome: 'failed' } });
    await buy('tx-1');
    await at(5_000);
    expect(await read('tx-1')).toMatchObject({ status: 'FAILED' });
    expect(standIn.settings.walletMinor).toBe(100_000_000);
  });

  it('stays stuck until it is freed', async () => {
    await control({ settings: { nextOutcome: 'stuck' } });
    await buy('tx-1');
    await at(20 * 3_600_000);
    expect(await read('tx-1')).toMatchObject({ status: 'IN_PROGRESS' });
    await control({ settings: { outcomes: { 'tx-1': 'done' } } });
    expect(await read('tx-1')).toMatchObject({ status: 'DONE' });
  });

  it('answers a used transaction id in each of the three possible ways', async () => {
    await buyDone('tx-1');
    expect(await (await buy('tx-1')).json()).toEqual({ status: 'DONE', transactionId: 'tx-1' });
    await control({ settings: { duplicateTransaction: 'reject' } });
    expect((await buy('tx-1')).status).toBe(400);
    expect(standIn.entries().filter(({ kind }) => kind === 'purchase')).toHaveLength(1);
    await control({ settings: { duplicateTransaction: 'buy_again' } });
    expect(await (await buy('tx-1')).json()).toEqual({ status: 'ACCEPTED', transactionId: 'tx-1' });
    expect(standIn.entries().filter(({ kind }) => kind === 'purchase')).toHaveLength(2);
  });

  it('is listed by date and status', async () => {
    await buy('tx-1');
    const list = async (query: string) => {
      const answer = await call(`/esim/purchases?_limit=10&_offset=0&${query}`);
      return z.object({ total: z.number() }).parse(await answer.json()).total;
    };
    expect(await list('createdAt=gte2026-01-01T00:00:00Z&status=ACCEPTED')).toBe(1);
    expect(await list('createdAt=lt2026-01-01T00:00:00Z')).toBe(0);
    expect(await list('status=DONE')).toBe(0);
    expect((await call('/esim/purchases?_limit=1&_offset=0&createdAt=gte:2026')).status).toBe(400);
    expect((await call('/esim/purchases/tx-2')).status).toBe(404);
  });
});

describe('the activation code', () => {
  it.each(['activationCode', 'externalReferenceId', 'fullLpa'])(
    'is in the QR code whichever field carries it: %s',
    async (matchingIdField) => {
      await control({ settings: { matchingIdField } });
      await buy('tx-1');
      expect((await call('/esim/purchases/tx-1/qrcode')).status).toBe(404);
      const { activationCode, externalReferenceId, smdpAddress } = await buyDone('tx-1');
      const expected = {
        activationCode: `LPA:1$${smdpAddress}$${activationCode}`,
        externalReferenceId: `LPA:1$${smdpAddress}$${externalReferenceId}`,
        fullLpa: activationCode,
      };
      const answer = await call('/esim/purchases/tx-1/qrcode', { headers: { accept: 'image/png' } });
      expect(answer.headers.get('content-type')).toBe('image/png');
      const png = PNG.sync.read(Buffer.from(await answer.arrayBuffer()));
      const decoded = jsQR(new Uint8ClampedArray(png.data), png.width, png.height)?.data;
      expect(decoded).toBe(z.record(z.string(), z.string()).parse(expected)[matchingIdField]);
    },
  );

  it('comes as base64 when JSON is asked for', async () => {
    await buyDone('tx-1');
    const answer = await call('/esim/purchases/tx-1/qrcode', { headers: { accept: 'application/json' } });
    expect(await answer.json()).toEqual({ imageBase64: expect.stringMatching(/^iVBORw0KGgo/) });
  });
});

describe('the plans of an eSIM', () => {
  it('shrink by the clock, queue behind one another and vanish when finished', async () => {
    const { iccid } = await buyDone('tx-1');
    expect(await readPlans(iccid)).toMatchObject({ firstInstalledAt: '', list: [{ status: 'QUEUED' }] });
    await buy('tx-2', { iccid });
    await at(10_000);
    expect((await readConfirmation('tx-2')).iccid).toBe(iccid);

    await at(2 * 3_600_000);
    const { list, firstInstalledAt } = await readPlans(iccid);
    expect(list.map(({ status }) => status)).toEqual(['ACTIVE', 'QUEUED']);
    expect(list[0]?.remainingDataGB).toBeCloseTo(3.02, 1);
    expect(firstInstalledAt).not.toBe('');

    await at(6 * 3_600_000);
    expect((await readPlans(iccid)).list.map(({ status }) => status)).toEqual(['ACTIVE']);
    await at(11 * 3_600_000);
    expect(await readPlans(iccid)).toMatchObject({ list: [], total: 0 });
  });

  it('can be told outright', async () => {
    const { iccid } = await buyDone('tx-1');
    await control({ settings: { usage: { [iccid]: { remainingGB: 0.25 } } } });
    expect(await readPlans(iccid)).toMatchObject({ list: [{ status: 'ACTIVE', remainingDataGB: 0.25 }] });
    await control({ settings: { usage: { [iccid]: { remainingGB: 0, status: 'FINISHED' } } } });
    expect(await readPlans(iccid)).toMatchObject({ list: [], total: 0 });
    expect((await call('/esim/8943108000000000000/plans')).status).toBe(400);
  });
});

describe('a refund', () => {
  const refund = (method: string) => call('/esim/purchases/tx-1/refund', { method });

  it('is made for an eSIM that is not installed, by the clock', async () => {
    const { iccid } = await buyDone('tx-1');
    expect((await refund('GET')).status).toBe(404);
    expect(await (await refund('POST')).json()).toEqual({ status: 'ACCEPTED' });
    await at(9_000);
    expect(await (await refund('GET')).json()).toMatchObject({
      refundedTransactionId: 'tx-1',
      status: 'DONE',
      type: 'CREDIT',
      productType: 'REFUND',
    });
    expect(standIn.entries().at(-1)).toMatchObject({ kind: 'refund', transactionId: 'tx-1' });
    expect(standIn.settings.walletMinor).toBe(100_000_000);
    expect(await readPlans(iccid)).toMatchObject({ list: [], total: 0 });
    await at(30_000);
    expect(await (await call('/esim/purchases/tx-1')).json()).toMatchObject({ refund: { status: 'DONE' } });
  });

  it('is refused before delivery and once the eSIM is installed', async () => {
    await buy('tx-1');
    expect((await refund('POST')).status).toBe(400);
    await at(120_000);
    expect((await refund('POST')).status).toBe(400);
  });
});
