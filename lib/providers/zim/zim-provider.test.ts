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
import { createZimProvider } from '#lib/providers/zim/index';

const fixtures = readFixtures(new URL('./fixtures/responses.json', import.meta.url));
const list = (...names: string[]) => `[${names.map(fixtures.text).join(',')}]`;
const answer = (name: string): ScriptedAnswer => ({ body: fixtures.text(name) });
const REQUEST: PurchaseRequest = { key: 'o-1', offerId: 'plan_a', currency: 'USD' };

const open: ScriptedServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

type Routes = Record<string, ScriptedAnswer | ((request: ScriptedRequest) => ScriptedAnswer)>;

async function setUp(routes: Routes, accountId?: string) {
  const server = await startScriptedServer((request) => {
    const all: Routes = { 'POST /token': answer('token'), ...routes };
    const route = all[`${request.method} ${request.path}`];
    if (route === undefined) return { status: 404, body: '{"message":"Cannot find it"}' };
    return typeof route === 'function' ? route(request) : route;
  });
  open.push(server);
  const lines: string[] = [];
  let now = new Date('2026-11-22T12:00:00Z');
  const provider = createZimProvider({
    apiUrl: server.url,
    tokenUrl: `${server.url}/token`,
    clientId: 'client',
    clientSecret: 'secret',
    scope: 'account/write',
    appIdentifier: 'b2b',
    ...(accountId !== undefined && { accountId }),
    plansSearchBody: { scope: 'everything' },
    log: createLog({ write: (line: string) => lines.push(line) }),
    now: () => now,
  });
  const paths = () => server.requests.map(({ method, path }) => `${method} ${path}`);
  const pass = (ms: number) => {
    now = new Date(now.getTime() + ms);
  };
  return { provider, server, paths, pass, lines };
}

async function offerIds(provider: ReturnType<typeof createZimProvider>, from?: string) {
  const ids: string[] = [];
  for await (const page of provider.listOffers(from))
    if (page.ok) ids.push(...page.value.offers.map(({ offerId }) => offerId));
    else ids.push(page.error.kind);
  return ids;
}

describe('the token', () => {
  it('is asked for once by many calls at once, form-encoded with Basic authentication', async () => {
    const { provider, server } = await setUp({ 'GET /esims': { body: list('esim') } });
    await Promise.all(Array.from({ length: 20 }, () => provider.listEsims()));
    const asked = server.requests.filter(({ path }) => path === '/token');
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ body: 'grant_type=client_credentials&scope=account%2Fwrite' });
    expect(asked[0]?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('client:secret').toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(server.requests[1]?.headers).toMatchObject({
      authorization: 'Bearer fixture-token',
      'x-app-identifier': 'b2b',
    });
  });

  it('is kept until a minute before its end', async () => {
    const { provider, paths, pass } = await setUp({ 'GET /esims': { body: '[]' } });
    await provider.listEsims();
    pass(3_539_000);
    await provider.listEsims();
    expect(paths().filter((path) => path === 'POST /token')).toHaveLength(1);
    pass(1_000);
    await provider.listEsims();
    expect(paths().filter((path) => path === 'POST /token')).toHaveLength(2);
  });

  it('is renewed once after a 401, and the call replayed once, even an order', async () => {
    let orders = 0;
    const { provider, paths } = await setUp({
      'POST /orders/with-wallet': () => {
        orders += 1;
        return orders === 1 ? { status: 401, body: '{"message":"expired"}' } : answer('order');
      },
    });
    expect(await provider.purchase(REQUEST)).toEqual({
      ok: true,
      value: { reference: 'ordr_fixture0000000000001' },
    });
    expect(paths()).toEqual([
      'POST /token',
      'POST /orders/with-wallet',
      'POST /token',
      'POST /orders/with-wallet',
    ]);
  });

  it('is renewed once when many calls are refused at the same time', async () => {
    let tokens = 0;
    const { provider, paths } = await setUp({
      'POST /token': () => {
        tokens += 1;
        return { body: `{"access_token":"token-${tokens}","expires_in":3600}` };
      },
      'GET /esims': ({ headers }) =>
        headers.authorization === 'Bearer token-1'
          ? { status: 401, body: '{"message":"expired"}' }
          : { body: '[]' },
    });
    const answers = await Promise.all(Array.from({ length: 12 }, () => provider.listEsims()));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(paths().filter((path) => path === 'POST /token')).toHaveLength(2);
  });

  it('that is refused means that our access is, and no order was sent', async () => {
    const { provider, paths } = await setUp({
      'POST /token': { status: 400, body: fixtures.text('tokenRefused') },
    });
    const refused = { ok: false, error: { kind: 'rejected', reason: 'access' } };
    expect(await provider.purchase(REQUEST)).toEqual(refused);
    expect(paths()).toEqual(['POST /token']);
  });

  it('that cannot be had leaves an order unsent', async () => {
    const { provider } = await setUp({ 'POST /token': 'cut' });
    expect(await provider.purchase(REQUEST)).toEqual({ ok: false, error: { kind: 'unavailable' } });
  });
});

describe('an order', () => {
  it('asks for one plan, names the currency and tells ZIM to write to nobody', async () => {
    const { provider, server } = await setUp({ 'POST /orders/with-wallet': answer('order') }, 'acct_1');
    await provider.purchase(REQUEST);
    expect(JSON.parse(server.requests[1]?.body ?? '')).toEqual({
      planID: 'plan_a',
      currencyISO: 'USD',
      quantity: 1,
      notifyRecipient: false,
      accountID: 'acct_1',
    });
  });

  it('onto an existing eSIM is not supported and not sent', async () => {
    const { provider, server } = await setUp({});
    const refused = { ok: false, error: { kind: 'rejected', reason: 'not_supported' } };
    expect(await provider.purchase({ ...REQUEST, iccid: '8948010000000012345' })).toEqual(refused);
    expect(server.requests).toEqual([]);
  });

  const json = '{"message":"no"}';
  it.each([
    [400, json, { kind: 'rejected', reason: 'invalid' }],
    [400, '{"message":"Insufficient wallet balance"}', { kind: 'rejected', reason: 'wallet' }],
    [402, json, { kind: 'rejected', reason: 'wallet' }],
    [403, json, { kind: 'rejected', reason: 'access' }],
    [404, json, { kind: 'rejected', reason: 'offer_unavailable' }],
    [422, json, { kind: 'rejected', reason: 'invalid' }],
    [429, json, { kind: 'unavailable' }],
    [404, '<html>', { kind: 'unknown_outcome' }],
    [409, json, { kind: 'unknown_outcome' }],
    [500, json, { kind: 'unknown_outcome' }],
    [504, '', { kind: 'unknown_outcome' }],
    [200, '{}', { kind: 'unknown_outcome' }],
    [200, '{"id":""}', { kind: 'unknown_outcome' }],
    [200, '{"id":"ordr_1","status":"FAILED"}', { kind: 'rejected', reason: 'invalid' }],
  ])('answered with %i %s is told apart', async (status, body, error) => {
    const { provider } = await setUp({ 'POST /orders/with-wallet': { status, body } });
    expect(await provider.purchase(REQUEST)).toEqual({ ok: false, error });
  });

  it.each([
    ['ordr_done', { kind: 'pending' }],
    ['ordr_failed', { kind: 'failed', reason: 'offer_unavailable' }],
    ['ordr_broke', { kind: 'failed', reason: 'wallet' }],
    ['ordr_stuck', { kind: 'pending' }],
    ['ordr_unseen', { kind: 'not_found' }],
  ])('found as %s is reported without claiming an eSIM', async (reference, value) => {
    const { provider } = await setUp({ 'GET /orders': answer('orders') });
    expect(await provider.findPurchase({ key: 'o-1', reference })).toEqual({ ok: true, value });
  });

  it('cannot be looked up without its reference, nor where the account may not', async () => {
    const { provider } = await setUp({ 'GET /orders': { status: 403, body: json } });
    const refused = (reason: string) => ({ ok: false, error: { kind: 'rejected', reason } });
    expect(await provider.findPurchase({ key: 'o-1' })).toEqual(refused('not_supported'));
    expect(await provider.findPurchase({ key: 'o-1', reference: 'r' })).toEqual(refused('access'));
  });
});

describe('the catalogue', () => {
  const destinations: Routes = { 'GET /destinations/supported_destinations': answer('destinations') };

  it('fills the destinations that the search leaves out, and no others', async () => {
    const { provider, paths, server } = await setUp({
      ...destinations,
      'POST /plans/search': { body: list('planLocal', 'planRegional', 'planLocal') },
      'GET /plans/XKX/local': { body: `{"regular":${list('planMinimal')},"unlimited":[]}` },
    });
    expect(await offerIds(provider)).toEqual([
      'plan_fixtureJapan10GB',
      'plan_fixtureLatam',
      'plan_fixtureMinimal',
    ]);
    expect(paths()).not.toContain('GET /plans/JPN/local');
    expect(server.requests[1]?.body).toBe('{"scope":"everything"}');
  });

  it('ends with the error when a part of it cannot be read', async () => {
    const { provider } = await setUp({
      ...destinations,
      'POST /plans/search': { body: list('planLocal') },
      'GET /plans/XKX/local': { status: 403, body: '{"message":"no"}' },
    });
    expect(await offerIds(provider)).toEqual(['plan_fixtureJapan10GB', 'rejected']);
  });

  it('goes on with the destinations that were not read yet, and does not search again', async () => {
    const { provider, paths } = await setUp({
      ...destinations,
      'GET /plans/XKX/local': { body: `{"regular":${list('planMinimal')}}` },
    });
    expect(await offerIds(provider, 'JP')).toEqual(['plan_fixtureMinimal']);
    expect(paths()).not.toContain('POST /plans/search');
    expect(paths()).not.toContain('GET /plans/JPN/local');
    expect(await offerIds(provider, 'JP,XK')).toEqual([]);
  });

  it('leaves out and counts what cannot be read', async () => {
    const { provider, lines } = await setUp({
      ...destinations,
      'POST /plans/search': { body: `[{"id":1},null,${fixtures.text('planLocal')}]` },
    });
    expect(await offerIds(provider)).toEqual(['plan_fixtureJapan10GB']);
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ msg: 'offers left out', reason: 'unreadable', count: 2 }),
    );
  });

  it('answers several checks of a plan with one search a minute', async () => {
    const { provider, paths, pass } = await setUp({ 'POST /plans/search': { body: list('planLocal') } });
    const searches = () => paths().filter((path) => path === 'POST /plans/search').length;
    await Promise.all([
      provider.getOffer('plan_fixtureJapan10GB'),
      provider.getOffer('plan_fixtureJapan10GB'),
    ]);
    expect(searches()).toBe(1);
    pass(60_000);
    await provider.getOffer('plan_fixtureJapan10GB');
    expect(searches()).toBe(2);
  });

  it('finds a plan that only its destination lists', async () => {
    const { provider } = await setUp({
      ...destinations,
      'POST /plans/search': { body: '[]' },
      'GET /plans/XKX/local': { body: `{"regular":${list('planMinimal')}}` },
    });
    expect(await provider.getOffer('plan_fixtureMinimal')).toMatchObject({ ok: true });
  });

  it('names the supported destinations by alpha-2 where one exists', async () => {
    const { provider } = await setUp(destinations);
    expect(await provider.readDestinations()).toEqual({
      ok: true,
      value: [
        { code: 'JP', name: 'Japan' },
        { code: 'XK', name: 'Kosovo' },
        { code: 'QZZ', name: 'Northern Isles' },
      ],
    });
  });

  it('tells which kinds of plan a destination has', async () => {
    const { provider } = await setUp({ 'GET /destinations/JPN': answer('destination') });
    const value = { local: true, regional: true, global: false };
    expect(await provider.readScopes('JPN')).toEqual({ ok: true, value });
  });
});

describe('an eSIM of the account', () => {
  const ref = {
    iccid: '8948010000000012345',
    esimRef: 'esim_fixture1',
    subscriptionRef: 'sub_fixture1',
    offerId: 'plan_a',
  };
  const report: Routes = { 'GET /subscriptions/sub_fixture1/activity/latest': { body: list('usage') } };
  const subscription: Routes = { 'GET /subscriptions/sub_fixture1': { body: list('subscription') } };

  it('is listed with its plan and never loses a digit', async () => {
    const { provider, lines } = await setUp({
      'GET /subscriptions/': { body: list('subscription') },
      'GET /esims/esim_fixture1': { body: list('esim') },
    });
    expect(await provider.listStock()).toEqual({
      ok: true,
      value: [
        {
          subscriptionRef: 'sub_fixture1',
          esimRef: 'esim_fixture1',
          offerId: 'plan_fixtureJapan10GB',
          state: 'active',
        },
      ],
    });
    expect(await provider.readProfile(ref)).toMatchObject({
      ok: true,
      value: { iccid: '8948010000000012345' },
    });
    expect(lines.join()).not.toMatch(/64DF7EFC|8948010000|fixture-token/);
  });

  it('has usage only when both of its parts could be read', async () => {
    const now = new Date('2026-11-22T12:00:00Z');
    const whole = await setUp({ ...subscription, ...report });
    expect(await whole.provider.readUsage(ref, now)).toMatchObject({
      ok: true,
      value: { state: 'active', remainingBytes: 94_371_840 },
    });
    const half = await setUp({
      ...subscription,
      'GET /subscriptions/sub_fixture1/activity/latest': { status: 403, body: '{}' },
    });
    expect(await half.provider.readUsage(ref, now)).toEqual({
      ok: false,
      error: { kind: 'rejected', reason: 'access' },
    });
  });

  it('has the state alone while no report exists', async () => {
    const now = new Date('2026-11-22T12:00:00Z');
    const { provider } = await setUp(subscription);
    expect(await provider.readUsage(ref, now)).toEqual({
      ok: true,
      value: { state: 'active', checkedAt: now },
    });
  });
});
