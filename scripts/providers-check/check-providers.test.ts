import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { zenditConfirmationWire, zenditOfferWire, zenditPurchaseWire } from '#lib/providers/zendit/wire';
import { zimEsimWire, zimPlanWire, zimSubscriptionWire, zimUsageWire } from '#lib/providers/zim/wire';
import credentials from '../../sandbox/credentials.json' with { type: 'json' };
import { type RunningStandIn, serveStandIn } from '../../sandbox/kernel/stand-in.ts';
import { createZenditStandIn } from '../../sandbox/zendit/stand-in.ts';
import { createZimStandIn } from '../../sandbox/zim/stand-in.ts';
import { checkProviders } from './check-providers.ts';
import { zenditOffer, zenditPurchase } from './zendit-shapes.ts';
import { zimEsim, zimPlan, zimSubscription, zimUsage } from './zim-shapes.ts';

let zim: RunningStandIn;
let zendit: RunningStandIn;

beforeEach(async () => {
  zim = await serveStandIn(createZimStandIn().app, 0);
  zendit = await serveStandIn(createZenditStandIn().app, 0);
});
afterEach(async () => {
  await Promise.all([zim.close(), zendit.close()]);
});

const variables = () => ({
  APP_ENV: 'production',
  ZIM_API_URL: zim.url,
  ZIM_TOKEN_URL: `${zim.url}/oauth2/token`,
  ZIM_CLIENT_ID: credentials.zim.clientId,
  ZIM_CLIENT_SECRET: credentials.zim.clientSecret,
  ZENDIT_API_URL: `${zendit.url}/v1`,
  ZENDIT_API_KEY: credentials.zendit.apiKey,
});

const post = (url: string, json: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(json),
  });
const control = ({ url }: RunningStandIn, json: unknown) => post(`${url}/__control`, json);

async function check(changes: Record<string, string | undefined> = {}) {
  const lines: string[] = [];
  const code = await checkProviders({ ...variables(), ...changes }, (line) => lines.push(line));
  return { code, lines, text: lines.join('\n') };
}

/** One eSIM at each wholesaler, delivered, and not connected yet. */
async function buyOneEach() {
  const form = new URLSearchParams({ grant_type: 'client_credentials', scope: 'account/write' });
  const { clientId, clientSecret } = credentials.zim;
  const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  const answer = await fetch(`${zim.url}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: basic },
    body: form,
  });
  const { access_token: token } = Object(await answer.json());
  const headers = { authorization: `Bearer ${token}`, 'x-app-identifier': 'b2b' };
  const plans = await (await post(`${zim.url}/plans/search`, {}, headers)).json();
  const [plan] = Array.isArray(plans) ? plans : [];
  await post(`${zim.url}/orders/with-wallet`, { planID: Object(plan).id, currencyISO: 'USD' }, headers);
  const purchase = { offerId: 'ESIM-JP-30D-5GB-NOROAM', transactionId: 'check-1' };
  await post(`${zendit.url}/v1/esim/purchases`, purchase, {
    authorization: `Bearer ${credentials.zendit.apiKey}`,
  });
  for (const standIn of [zim, zendit]) await control(standIn, { clockOffsetMs: 30_000 });
}

describe('the check of the wholesalers', () => {
  it('names the variables it needs and ends well without keys', async () => {
    const { code, lines } = await check({ ZIM_CLIENT_ID: '', ZIM_CLIENT_SECRET: '', ZENDIT_API_KEY: '' });
    expect(code).toBe(0);
    expect(lines).toEqual([
      'ZIM is not checked: it needs ZIM_CLIENT_ID and ZIM_CLIENT_SECRET, and ZIM_ACCOUNT_ID if there is one.',
      'Zendit is not checked: it needs ZENDIT_API_KEY.',
    ]);
  });

  it('names a variable whose other half is missing', async () => {
    const { code, text } = await check({ ZIM_CLIENT_SECRET: '' });
    expect(code).toBe(1);
    expect(text).toContain('ZIM_CLIENT_SECRET: is missing');
  });

  it('tries every read on a used account, buys nothing and prints no secret', async () => {
    await buyOneEach();
    const { code, text } = await check();
    expect(text).toContain('10 of 10 operations answered, 0 failed');
    expect(text).toContain('7 of 7 operations answered, 0 failed');
    expect(code).toBe(0);
    expect(text).toContain('1 eSIM; ICCIDs: 0 as text, 1 as bare numbers');
    expect(text).toContain('matching ID in activationCode, settled by the QR image');
    expect(text).toMatch(/durationUnit: unknown value "MONTHS"/);
    expect(text).not.toMatch(/\d{17,}|K2-|[0-9A-F]{32}|eyJ|sandbox-zim|sand_landfall/);
    for (const { url } of [zim, zendit]) {
      const record = await (await fetch(`${url}/__record`)).json();
      expect(JSON.stringify(record).match(/"kind":"purchase"/g)).toHaveLength(1);
    }
  });

  it('ends with 1 when an operation fails, and says how', async () => {
    await control(zim, { faults: [{ match: 'GET /esims', status: 418, body: { error: 'teapot' } }] });
    const { code, text } = await check({ ZENDIT_API_KEY: 'wrong' });
    expect(code).toBe(1);
    expect(text).toMatch(/failed {3}eSIMs +.*HTTP 418/);
    expect(text).toMatch(/failed {3}balance +refused \(access\), HTTP 401/);
  });

  it('does not mind orders that the account may not list', async () => {
    await control(zim, { settings: { ordersListed: false } });
    const { code, text } = await check();
    expect(code).toBe(0);
    expect(text).toMatch(/refused {2}orders list +refused \(access\), HTTP 403/);
  });

  it('shows fields that are missing, new, of another kind or hold another word', async () => {
    const offer = { offerId: 'a', enabled: 'yes', priceType: 'STEPS', soldBy: 'x', cost: {} };
    const page = { limit: 1, offset: 0, total: 1, list: [offer] };
    await control(zendit, { faults: [{ match: 'GET /v1/esim/offers', body: page, status: 200 }] });
    const { text } = await check({ ZIM_CLIENT_ID: '', ZIM_CLIENT_SECRET: '' });
    for (const words of [
      'list[].durationDays: missing (1 of 1)',
      'list[].enabled: text instead of flag (1 of 1)',
      'list[].priceType: unknown value "STEPS" (1 of 1)',
      'list[].soldBy: a field we do not know (1 of 1)',
      'list[].cost.currency: missing (1 of 1)',
      'offers left out: unreadable (1)',
    ])
      expect(text).toContain(`differs: ${words}`);
  });
});

it.each([
  ['zimPlan', zimPlanWire.shape, zimPlan],
  ['zimEsim', zimEsimWire.shape, zimEsim],
  ['zimSubscription', zimSubscriptionWire.shape, zimSubscription],
  ['zimUsage', zimUsageWire.shape, zimUsage],
  ['zenditOffer', zenditOfferWire.shape, zenditOffer],
  ['zenditPurchase', zenditPurchaseWire.shape, zenditPurchase],
  ['zenditConfirmation', zenditConfirmationWire.shape, zenditPurchase.confirmation?.of ?? {}],
])('%s looks at every field that the adapter reads', (_, wire, shape) => {
  expect(Object.keys(shape)).toEqual(expect.arrayContaining(Object.keys(wire)));
});
