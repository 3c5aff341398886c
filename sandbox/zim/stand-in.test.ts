import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { generateZimPlans } from '../catalogue/generate-zim-plans.ts';
import credentials from '../credentials.json' with { type: 'json' };
import { createZimStandIn } from './stand-in.ts';

const { clientId, clientSecret, accountId } = credentials.zim;
const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
const japan = generateZimPlans().filter(({ destination }) => destination?.isoAlpha3 === 'JPN');
const plan = japan.find(({ dataValue }) => dataValue === 5);
const unlimited = japan.find(({ dataValue }) => dataValue === -1);
if (!plan || !unlimited) throw new Error('The catalogue must hold these plans of Japan');

const gib = 1024 ** 3;
const tokenSchema = z.object({ access_token: z.string(), expires_in: z.number(), token_type: z.string() });
const wrappedSchema = z.tuple([z.record(z.string(), z.unknown())]);

let standIn = createZimStandIn();
let token = '';

const askToken = (headers: Record<string, string>, body: string) =>
  standIn.app.request('/oauth2/token', { method: 'POST', headers, body });
const form = { 'content-type': 'application/x-www-form-urlencoded' };

const call = (path: string, init: { headers?: Record<string, string>; json?: unknown } = {}) =>
  standIn.app.request(path, {
    method: init.json === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'x-app-identifier': 'b2b',
      ...(init.json === undefined ? {} : { 'content-type': 'application/json' }),
      ...init.headers,
    },
    ...(init.json === undefined ? {} : { body: JSON.stringify(init.json) }),
  });
const order = (json: Record<string, unknown> = {}) =>
  call('/orders/with-wallet', { json: { planID: plan.id, currencyISO: 'USD', quantity: 1, ...json } });
const control = (json: unknown) =>
  standIn.app.request('/__control', { method: 'POST', body: JSON.stringify(json) });
const field = (entry: Record<string, unknown> | undefined, name: string) => z.string().parse(entry?.[name]);
const buy = async (planID = plan.id) => {
  await order({ planID });
  await control({ clockOffsetMs: 30_000 });
  const allocation = standIn.entries().findLast(({ kind }) => kind === 'allocation');
  return { subscriptionId: field(allocation, 'subscriptionId'), esimId: field(allocation, 'esimId') };
};
const readOne = async (path: string) => wrappedSchema.parse(await (await call(path)).json())[0];

beforeEach(async () => {
  standIn = createZimStandIn();
  const answer = await askToken(
    { ...form, authorization: basic },
    'grant_type=client_credentials&scope=account%2Fwrite',
  );
  token = tokenSchema.parse(await answer.json()).access_token;
});

describe('the token endpoint', () => {
  it('takes the credentials in the body as well', async () => {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: `account/write account/${accountId}`,
    });
    const answer = tokenSchema.parse(await (await askToken(form, body.toString())).json());
    expect([answer.expires_in, answer.token_type]).toEqual([3600, 'Bearer']);
  });

  it.each([
    ['a JSON body', { 'content-type': 'application/json', authorization: basic }, '{}', 'invalid_request'],
    ['no grant type', { ...form, authorization: basic }, 'scope=account/write', 'invalid_request'],
    [
      'a wrong secret',
      { ...form, authorization: 'Basic YTpi' },
      'grant_type=client_credentials',
      'invalid_client',
    ],
    ['another grant', { ...form, authorization: basic }, 'grant_type=password', 'unsupported_grant_type'],
    [
      'another scope',
      { ...form, authorization: basic },
      'grant_type=client_credentials&scope=x',
      'invalid_scope',
    ],
  ])('refuses %s', async (_, headers, body, error) => {
    const answer = await askToken(headers, body);
    expect([answer.status, await answer.json()]).toEqual([400, { error }]);
  });
});

describe('the guard', () => {
  it('refuses a missing and a forged token with 401', async () => {
    expect((await call('/esims', { headers: { authorization: '' } })).status).toBe(401);
    expect((await call('/esims', { headers: { authorization: `Bearer ${token}x` } })).status).toBe(401);
  });

  it('refuses a token that has expired by the clock', async () => {
    await control({ clockOffsetMs: 3_600_000 });
    const answer = await call('/esims');
    expect(await answer.json()).toEqual({
      message: 'The access token is missing, malformed or expired',
      statusCode: 401,
      error: 'Unauthorized',
    });
  });

  it('refuses a call without the application identifier with 403', async () => {
    expect((await call('/esims', { headers: { 'x-app-identifier': 'b2c' } })).status).toBe(403);
  });

  it('answers an unknown path and a wrong method with 404', async () => {
    expect((await call('/users')).status).toBe(404);
    expect((await call('/plans/search')).status).toBe(404);
  });
});

describe('plans and destinations', () => {
  it('finds every plan whatever JSON object is asked', async () => {
    for (const json of [{}, { destination: 'JPN', page: 1 }])
      expect(await (await call('/plans/search', { json })).json()).toHaveLength(1998);
    expect((await call('/plans/search', { json: [] })).status).toBe(400);
  });

  it('lists the local plans of a place in two parts', async () => {
    const answer = await (await call('/plans/JPN/local')).json();
    expect(answer).toEqual({
      regular: japan.filter(({ dataValue }) => dataValue !== -1),
      unlimited: japan.filter(({ dataValue }) => dataValue === -1),
    });
    expect((await call('/plans/XXX/local')).status).toBe(404);
    expect((await call('/plans/JPN/local/unlimited?planType=FAX')).status).toBe(400);
  });

  it('says where a destination is covered, not wrapped', async () => {
    expect(await (await call('/destinations/FRA')).json()).toEqual({
      name: 'France',
      isoAlpha3: 'FRA',
      scopes: { local: true, regional: true, global: true },
    });
  });
});

describe('an order', () => {
  it.each([
    ['an unknown field', { note: 'x' }, 400],
    ['a quantity that is text', { quantity: '1' }, 400],
    ['a quantity of zero', { quantity: 0 }, 400],
    ['a currency without a price', { currencyISO: 'SEK' }, 400],
    ['a top-up without its subscription', { orderType: 'TOP_UP' }, 400],
    ['the account of another', { accountID: 'acct_other' }, 403],
    ['a plan that does not exist', { planID: 'plan_none' }, 404],
  ])('is refused for %s and buys nothing', async (_, json, status) => {
    expect((await order(json)).status).toBe(status);
    expect(standIn.entries()).toEqual([]);
  });

  it('is refused with 402 when the wallet is short', async () => {
    await control({ settings: { walletMinor: 1 } });
    expect((await order()).status).toBe(402);
  });

  it('names no eSIM, and takes its price from the wallet', async () => {
    const answer = z.record(z.string(), z.unknown()).parse(await (await order()).json());
    expect(Object.keys(answer)).toEqual([
      'id',
      'accountID',
      'planID',
      'userID',
      'createdAt',
      'status',
      'type',
    ]);
    expect(answer).toMatchObject({
      accountID: accountId,
      planID: plan.id,
      status: 'PROCESSING',
      type: 'ONE_OFF',
    });
    const amountMinor = plan.prices.find(({ currencyISO }) => currencyISO === 'USD')?.value;
    expect(standIn.entries()).toMatchObject([
      { kind: 'purchase', orderId: answer.id, planId: plan.id, currency: 'USD', amountMinor },
    ]);
    expect(standIn.settings.walletMinor).toBe(100_000_000 - (amountMinor ?? 0));
    expect(await (await call('/subscriptions/')).text()).toBe('[]');
  });

  it('shows its eSIM after the lag, with ICCIDs as bare numbers that keep every digit', async () => {
    await order({ quantity: 2 });
    await control({ clockOffsetMs: 20_001 });
    const text = await (await call('/esims')).text();
    expect(text).toContain('"iccid":8948010000000012345,');
    expect(text).toContain('"iccid":8948010000000012346,');
    expect(text).toContain('"msisdn":447400012345,');
    expect(text).toContain('"status":"RELEASED"');
    expect(text).not.toContain('https://');
    expect(standIn.entries().map(({ kind }) => kind)).toEqual(['purchase', 'allocation', 'allocation']);
    expect(standIn.entries()[1]).toMatchObject({ iccid: '8948010000000012345' });
    expect(await (await call('/orders')).json()).toMatchObject([{ planID: plan.id, status: 'FULFILLED' }]);
  });

  it('fails with its money back, or stays stuck, when told to', async () => {
    await control({ settings: { outcome: 'failed' } });
    await order();
    await control({ settings: { outcome: 'stuck' } });
    await order();
    await control({ clockOffsetMs: 30_000 });
    expect(await (await call('/orders')).json()).toMatchObject([
      { status: 'FAILED' },
      { status: 'PROCESSING' },
    ]);
    expect(await (await call('/esims')).text()).toBe('[]');
  });

  it('tops up an eSIM that exists already', async () => {
    const { subscriptionId, esimId } = await buy();
    const reloadable = japan.find(({ features }) => features.some(({ name }) => name === 'TOP_UP'));
    await order({ planID: reloadable?.id, orderType: 'TOP_UP', subscriptionID: subscriptionId });
    await control({ clockOffsetMs: 60_000 });
    const subscriptions = z
      .array(z.object({ esimID: z.string() }))
      .parse(await (await call('/subscriptions/')).json());
    expect(subscriptions.map(({ esimID }) => esimID)).toEqual([esimId, esimId]);
    expect(await (await call('/esims')).json()).toHaveLength(1);
  });

  it('never hands out an ICCID twice, not even after a reset', async () => {
    await buy();
    await control({ reset: true });
    expect(await (await call('/esims')).text()).toBe('[]');
    await buy();
    expect(await (await call('/esims')).text()).toContain('8948010000000012346');
  });
});

describe('usage', () => {
  it('is nothing at first, grows by the clock, is reported hourly and ends at the whole', async () => {
    const { subscriptionId, esimId } = await buy();
    const report = () => readOne(`/subscriptions/${subscriptionId}/activity/latest`);
    expect(await report()).toMatchObject({ spentBalanceBytes: 0, currentBalanceBytes: 5 * gib });
    expect(await readOne(`/subscriptions/${subscriptionId}`)).toMatchObject({ status: 'PENDING' });

    await control({ clockOffsetMs: 50 * 60_000, settings: { autoConnectAfterMs: 0 } });
    expect(await report()).toMatchObject({ spentBalanceBytes: 0 });
    expect(await readOne(`/subscriptions/${subscriptionId}`)).toMatchObject({ status: 'ACTIVE' });
    expect(await readOne(`/esims/${esimId}`)).toMatchObject({ status: 'ONLINE' });

    await control({ settings: { reportEveryMs: 1_800_000 } });
    const half = await report();
    expect(half).toMatchObject({ spentBalanceBytes: gib / 2, currentBalanceBytes: 4.5 * gib });
    expect(String(half.lastUpdatedAt)).toHaveLength(10);
  });

  it('can be told outright', async () => {
    const { subscriptionId } = await buy();
    await control({ settings: { usage: { [subscriptionId]: { spentBytes: 5 * gib } } } });
    expect(await readOne(`/subscriptions/${subscriptionId}`)).toMatchObject({ status: 'DEPLETED' });
    expect(await readOne(`/subscriptions/${subscriptionId}/activity/latest`)).toMatchObject({
      currentBalanceBytes: 0,
      spentBalanceBytes: 5 * gib,
      initialBalanceBytes: 5 * gib,
    });
  });

  it('reports what was spent alone for an unlimited plan', async () => {
    const { subscriptionId } = await buy(unlimited.id);
    await control({ settings: { usage: { [subscriptionId]: { spentBytes: 7 } }, wrapSingles: false } });
    expect(await (await call(`/subscriptions/${subscriptionId}/activity/latest`)).json()).toMatchObject({
      currentBalanceBytes: 0,
      spentBalanceBytes: 7,
      initialBalanceBytes: 0,
    });
  });
});
