import { afterEach, describe, expect, it } from 'vitest';
import {
  type ScriptedAnswer,
  type ScriptedRequest,
  type ScriptedServer,
  startScriptedServer,
} from '#lib/http/scripted-server';
import { createLog } from '#lib/observability/log';
import type { PurchaseRequest } from '#lib/providers/port';
import { readFixtures } from '#lib/providers/read-fixtures';
import { createZenditProvider } from '#lib/providers/zendit/index';

const fixtures = readFixtures(new URL('./fixtures/responses.json', import.meta.url));
const answer = (name: string): ScriptedAnswer => ({ body: fixtures.text(name) });
const REQUEST: PurchaseRequest = { key: 'o-fixture-1', offerId: 'ESIM-FR-7D-3GB', currency: 'USD' };
const ICCID = '8943108170000828413';

const open: ScriptedServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

type Routes = Record<string, ScriptedAnswer | ((request: ScriptedRequest) => ScriptedAnswer)>;

async function setUp(routes: Routes) {
  const server = await startScriptedServer((request) => {
    const route = routes[`${request.method} ${request.path.split('?')[0]}`];
    if (route === undefined)
      return { status: 404, body: '{"errorCode":"NOT_FOUND","message":"no","fields":{}}' };
    return typeof route === 'function' ? route(request) : route;
  });
  open.push(server);
  const lines: string[] = [];
  const log = createLog({ write: (line: string) => lines.push(line) });
  const provider = createZenditProvider({ apiUrl: `${server.url}/v1`, apiKey: 'sand_key', log });
  return { provider, server, lines };
}

const purchaseAnswered = (changes: Record<string, unknown>): Routes => ({
  'GET /v1/esim/purchases/o-fixture-1': {
    body: JSON.stringify({ ...Object(fixtures.of('purchaseDone')), ...changes }),
  },
});

describe('the offers', () => {
  const page = (ids: readonly string[], total: number): ScriptedAnswer => ({
    body: JSON.stringify({
      limit: 1024,
      offset: 0,
      total,
      list: ids.map((offerId) => ({ ...Object(fixtures.of('offer')), offerId })),
    }),
  });

  it('are read page by page, each once though pages move while they are read', async () => {
    const { provider, server } = await setUp({
      'GET /v1/esim/offers': ({ path }) =>
        path.includes('_offset=0') ? page(['a', 'b'], 3) : page(['b', 'c'], 3),
    });
    const ids: string[] = [];
    for await (const read of provider.listOffers())
      if (read.ok) ids.push(...read.value.offers.map(({ offerId }) => offerId));
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/v1/esim/offers?_limit=1024&_offset=0',
      '/v1/esim/offers?_limit=1024&_offset=2',
    ]);
    expect(server.requests[0]?.headers.authorization).toBe('Bearer sand_key');
  });

  it('end when a page is empty, whatever the total says', async () => {
    const { provider, server } = await setUp({ 'GET /v1/esim/offers': page([], 9) });
    for await (const read of provider.listOffers()) expect(read).toEqual({ ok: true, value: { offers: [] } });
    expect(server.requests).toHaveLength(1);
  });

  it('end with the error of the first page that fails', async () => {
    const { provider } = await setUp({
      'GET /v1/esim/offers': ({ path }) => (path.includes('_offset=0') ? page(['a'], 2) : { status: 403 }),
    });
    const reads: unknown[] = [];
    for await (const read of provider.listOffers())
      reads.push(read.ok ? read.value.offers.length : read.error);
    expect(reads).toEqual([1, { kind: 'rejected', reason: 'access' }]);
  });

  it('go on from the offset of an earlier page', async () => {
    const { provider, server } = await setUp({ 'GET /v1/esim/offers': page(['c'], 3) });
    for await (const read of provider.listOffers('2')) expect(read.ok && read.value.next).toBeUndefined();
    expect(server.requests.map(({ path }) => path)).toEqual(['/v1/esim/offers?_limit=1024&_offset=2']);
  });

  it('can be filtered', async () => {
    const { provider, server } = await setUp({ 'GET /v1/esim/offers': page([], 0) });
    for await (const read of provider.listOffers(undefined, { regions: 'South Asia', subType: 'Fast' }))
      expect(read.ok).toBe(true);
    expect(server.requests[0]?.path).toContain('&regions=South+Asia&subType=Fast');
  });

  it.each([
    ['disabled', { enabled: false }],
    ['priced by range', { priceType: 'RANGE' }],
  ])('that came to be %s are unavailable', async (_, changes) => {
    const body = JSON.stringify({ ...Object(fixtures.of('offer')), ...changes });
    const { provider } = await setUp({ 'GET /v1/esim/offers/ESIM-FR-7D-3GB': { body } });
    expect(await provider.getOffer('ESIM-FR-7D-3GB')).toEqual({
      ok: false,
      error: { kind: 'rejected', reason: 'offer_unavailable' },
    });
  });
});

describe('a purchase', () => {
  it('is sent under our own key, with the eSIM for a top-up', async () => {
    const { provider, server } = await setUp({ 'POST /v1/esim/purchases': answer('accepted') });
    expect(await provider.purchase({ ...REQUEST, iccid: ICCID })).toEqual({ ok: true, value: {} });
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({
      offerId: 'ESIM-FR-7D-3GB',
      transactionId: 'o-fixture-1',
      iccid: ICCID,
    });
  });

  const refused = (fields: Record<string, string>) =>
    JSON.stringify({ errorCode: 'INVALID_REQUEST', message: 'invalid', fields });
  it.each([
    [400, refused({ offerId: 'unknown' }), { kind: 'rejected', reason: 'offer_unavailable' }],
    [400, refused({ iccid: 'not yours' }), { kind: 'rejected', reason: 'invalid' }],
    [400, refused({ transactionId: 'used' }), { kind: 'unknown_outcome' }],
    [400, refused({}), { kind: 'unknown_outcome' }],
    [400, '{}', { kind: 'unknown_outcome' }],
    [401, '{}', { kind: 'rejected', reason: 'access' }],
    [403, '{}', { kind: 'rejected', reason: 'access' }],
    [404, '{}', { kind: 'rejected', reason: 'offer_unavailable' }],
    [402, '{"errorCode":"INSUFFICIENT_FUNDS"}', { kind: 'rejected', reason: 'wallet' }],
    [429, '{}', { kind: 'unavailable' }],
    [500, '{}', { kind: 'unknown_outcome' }],
    [503, '<html>', { kind: 'unknown_outcome' }],
    [200, '', { kind: 'unknown_outcome' }],
    [200, '{"status":"ACCEPTED","transactionId":"another"}', { kind: 'unknown_outcome' }],
  ])('answered with %i %s is told apart', async (status, body, error) => {
    const { provider, server } = await setUp({ 'POST /v1/esim/purchases': { status, body } });
    expect(await provider.purchase(REQUEST)).toEqual({ ok: false, error });
    expect(server.requests).toHaveLength(1);
  });

  it('that failed at once is looked up for the reason', async () => {
    const { provider } = await setUp({
      'POST /v1/esim/purchases': { body: '{"status":"FAILED","transactionId":"o-fixture-1"}' },
      'GET /v1/esim/purchases/o-fixture-1': answer('purchaseBroke'),
    });
    const error = { kind: 'rejected', reason: 'wallet' };
    expect(await provider.purchase(REQUEST)).toEqual({ ok: false, error });
  });

  it('is found with an eSIM that can be installed', async () => {
    const { provider, lines } = await setUp(purchaseAnswered({}));
    expect(await provider.findPurchase(REQUEST)).toEqual({
      ok: true,
      value: {
        kind: 'ready',
        profile: {
          iccid: ICCID,
          activationCode: {
            smdpAddress: 'rsp.example.com',
            matchingId: 'K2-LM3N4P-Q5R6',
            confirmationRequired: false,
          },
          state: 'ready_to_install',
          esimRef: ICCID,
          subscriptionRef: 'o-fixture-1',
        },
      },
    });
    expect(lines.join()).not.toMatch(/K2-LM3N4P|8943108170|sand_key/);
  });

  it('keeps every digit of an ICCID that comes as a bare number', async () => {
    const body = fixtures.text('purchaseDone').replace(/"iccid":"?\d+"?/, `"iccid":${ICCID}`);
    const { provider } = await setUp({ 'GET /v1/esim/purchases/o-fixture-1': { body } });
    expect(await provider.findPurchase(REQUEST)).toMatchObject({ value: { profile: { iccid: ICCID } } });
  });

  it.each([
    ['ACCEPTED', {}, { kind: 'pending' }],
    ['IN_PROGRESS', {}, { kind: 'pending' }],
    ['SOMETHING_NEW', {}, { kind: 'pending' }],
    ['DONE', { confirmation: undefined }, { kind: 'pending' }],
    ['DONE', { confirmation: { iccid: ICCID } }, { kind: 'pending' }],
    ['FAILED', {}, { kind: 'failed', reason: 'offer_unavailable' }],
    ['FAIL', { error: { code: 'INSUFFICIENT_FUNDS' } }, { kind: 'failed', reason: 'wallet' }],
  ])('with the status %s and %j is %j', async (status, changes, value) => {
    const { provider } = await setUp(purchaseAnswered({ status, ...changes }));
    expect(await provider.findPurchase(REQUEST)).toEqual({ ok: true, value });
  });

  it('is not "not found" because a page in between says so', async () => {
    const { provider } = await setUp({
      'GET /v1/esim/purchases/o-fixture-1': { status: 404, body: '<html>nginx</html>' },
    });
    expect(await provider.findPurchase(REQUEST)).toEqual({ ok: false, error: { kind: 'unavailable' } });
  });

  it('is listed since a date', async () => {
    const { provider, server } = await setUp({
      'GET /v1/esim/purchases': {
        body: `{"limit":1024,"offset":0,"total":1,"list":[${fixtures.text('purchaseDone')}]}`,
      },
    });
    const since = new Date('2026-11-22T00:00:00.000Z');
    for await (const page of provider.listPurchases({ createdSince: since, status: 'DONE' }))
      expect(page).toMatchObject({ ok: true, value: [{ key: 'o-fixture-1', status: 'DONE' }] });
    expect(server.requests[0]?.path).toContain('&createdAt=gte2026-11-22T00%3A00%3A00Z&status=DONE');
  });
});

describe('an eSIM', () => {
  const ref = { iccid: ICCID, esimRef: ICCID, subscriptionRef: 'o-fixture-1', offerId: 'ESIM-FR-7D-3GB' };

  it('tells its usage and its installation by one address that no log shows', async () => {
    const { provider, lines } = await setUp({ [`GET /v1/esim/${ICCID}/plans`]: answer('plans') });
    const now = new Date('2026-11-22T12:00:00Z');
    expect(await provider.readUsage(ref, now)).toMatchObject({ ok: true, value: { state: 'active' } });
    expect(await provider.readProfileState(ref)).toEqual({ ok: true, value: 'installed' });
    expect(lines.join()).not.toContain(ICCID);
    expect(lines.join()).toContain('/esim/{iccId}/plans');
  });
});

describe('money', () => {
  const path = '/v1/esim/purchases/o-fixture-1/refund';
  it('comes back in two steps', async () => {
    const { provider } = await setUp({
      [`POST ${path}`]: answer('refundStarted'),
      [`GET ${path}`]: answer('refund'),
    });
    expect(await provider.refund(REQUEST)).toEqual({ ok: true, value: { kind: 'pending' } });
    expect(await provider.refundStatus(REQUEST)).toEqual({ ok: true, value: { kind: 'done' } });
  });

  it.each([
    [400, '{}', { kind: 'rejected', reason: 'invalid' }],
    [404, '{}', { kind: 'rejected', reason: 'invalid' }],
    [500, '{}', { kind: 'unknown_outcome' }],
    [200, '<html>', { kind: 'unknown_outcome' }],
  ])('is asked for once, and %i %s told apart', async (status, body, error) => {
    const { provider, server } = await setUp({ [`POST ${path}`]: { status, body } });
    expect(await provider.refund(REQUEST)).toEqual({ ok: false, error });
    expect(server.requests).toHaveLength(1);
  });

  it('in the wallet is read in its own decimals', async () => {
    const { provider } = await setUp({ 'GET /v1/balance': answer('balance') });
    const value = { minor: 125_050, currency: 'USD', exponent: 2 };
    expect(await provider.readBalance()).toEqual({ ok: true, value });
  });
});
