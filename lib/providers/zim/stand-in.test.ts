import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '#lib/observability/log';
import { createZimProvider } from '#lib/providers/zim/index';
import credentials from '../../../sandbox/credentials.json' with { type: 'json' };
import { type RunningStandIn, serveStandIn } from '../../../sandbox/kernel/stand-in.ts';
import { createZimStandIn } from '../../../sandbox/zim/stand-in.ts';

const standIn = createZimStandIn();
const control = (body: unknown) =>
  standIn.app.request('/__control', { method: 'POST', body: JSON.stringify(body) });

let server: RunningStandIn;
beforeAll(async () => {
  server = await serveStandIn(standIn.app, 0);
});
afterAll(() => server.close());
beforeEach(() => control({ reset: true, settings: { autoConnectAfterMs: null } }));

const createProvider = () =>
  createZimProvider({
    apiUrl: server.url,
    tokenUrl: `${server.url}/oauth2/token`,
    ...credentials.zim,
    scope: 'account/write',
    plansSearchBody: {},
    log: createLog({ write: () => undefined }),
    now: standIn.now,
  });

async function listAll() {
  const offers = new Map<string, { currency: string | undefined; isLimited: boolean }>();
  for await (const page of createProvider().listOffers()) {
    if (!page.ok) throw new Error(`The catalogue ended with ${page.error.kind}`);
    for (const { offerId, costs, data } of page.value.offers)
      offers.set(offerId, { currency: costs[0]?.currency, isLimited: data.kind === 'limited' });
  }
  return offers;
}

describe('the catalogue', () => {
  it('is whole when the search leaves all local plans out', async () => {
    const whole = await listAll();
    await control({ settings: { searchReturns: 'not-local' } });
    const filled = await listAll();
    expect(whole.size).toBeGreaterThan(1000);
    expect([...filled.keys()].sort()).toEqual([...whole.keys()].sort());
  }, 30_000);
});

describe.each([true, false])('an eSIM (single objects in arrays: %s)', (wrapSingles) => {
  it('is found in the stock, counts down and is used up', async () => {
    await control({ settings: { wrapSingles } });
    const provider = createProvider();
    const offer = [...(await listAll())].find(
      ([, { currency, isLimited }]) => currency === 'USD' && isLimited,
    );
    if (!offer) throw new Error('The stand-in sells no plan for dollars');
    const [offerId] = offer;
    await provider.purchase({ key: 'o-1', offerId, currency: 'USD' });
    await control({ clockOffsetMs: 30_000 });

    const stock = await provider.listStock();
    const item = stock.ok ? stock.value[0] : undefined;
    if (!item) throw new Error('No eSIM appeared');
    const profile = await provider.readProfile(item);
    if (!profile.ok || !profile.value) throw new Error('The eSIM is not ready');
    const issued = standIn.entries().find(({ kind }) => kind === 'allocation');
    expect(profile.value.iccid).toBe(issued?.iccid);

    const ref = { ...profile.value, offerId };
    const usage = async (told: unknown) => {
      await control({ settings: { usage: { [item.subscriptionRef]: told } } });
      const read = await provider.readUsage(ref, standIn.now());
      return read.ok ? read.value : read.error;
    };
    expect(await usage({ spentBytes: 1_000 })).toMatchObject({ state: 'active', usedBytes: 1_000 });
    expect(await usage({ spentBytes: 1_000, status: 'DEPLETED' })).toMatchObject({ state: 'depleted' });
    expect(await usage({ spentBytes: Number.MAX_SAFE_INTEGER })).toMatchObject({ remainingBytes: 0 });
    expect(await provider.readProfileState(ref)).toMatchObject({ ok: true });
  });
});

it('an order whose failure ZIM lists is reported as failed', async () => {
  await control({ settings: { outcome: 'failed' } });
  const provider = createProvider();
  const [offerId = ''] = [...(await listAll())].find(([, { currency }]) => currency === 'USD') ?? [];
  const bought = await provider.purchase({ key: 'o-1', offerId, currency: 'USD' });
  await control({ clockOffsetMs: 30_000 });
  const found = await provider.findPurchase({ key: 'o-1', ...(bought.ok && bought.value) });
  expect(found).toEqual({ ok: true, value: { kind: 'failed', reason: 'offer_unavailable' } });
  expect(await provider.readBooks(new Date(0))).toEqual({ ok: true, value: [] });
});
