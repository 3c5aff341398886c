import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '#lib/observability/log';
import { createZenditProvider } from '#lib/providers/zendit/index';
import credentials from '../../../sandbox/credentials.json' with { type: 'json' };
import { type RunningStandIn, serveStandIn } from '../../../sandbox/kernel/stand-in.ts';
import { createZenditStandIn } from '../../../sandbox/zendit/stand-in.ts';

const standIn = createZenditStandIn();
const control = (body: unknown) =>
  standIn.app.request('/__control', { method: 'POST', body: JSON.stringify(body) });

let server: RunningStandIn;
beforeAll(async () => {
  server = await serveStandIn(standIn.app, 0);
});
afterAll(() => server.close());
beforeEach(() => control({ reset: true, settings: { webhookEnabled: false, autoConnectAfterMs: null } }));

const createProvider = () =>
  createZenditProvider({
    apiUrl: `${server.url}/v1`,
    apiKey: credentials.zendit.apiKey,
    log: createLog({ write: () => undefined }),
  });

async function findOfferId(provider: ReturnType<typeof createZenditProvider>): Promise<string> {
  for await (const page of provider.listOffers(undefined, { country: 'US' }))
    if (page.ok)
      for (const { offerId, data } of page.value.offers) if (data.kind === 'limited') return offerId;
  throw new Error('The stand-in lists nothing for sale');
}

async function buy(key: string) {
  const provider = createProvider();
  const offerId = await findOfferId(provider);
  await provider.purchase({ key, offerId, currency: 'USD' });
  await control({ clockOffsetMs: 10_000 });
  const found = await provider.findPurchase({ key });
  if (!found.ok || found.value.kind !== 'ready') throw new Error('No eSIM was delivered');
  return { provider, offerId, profile: found.value.profile };
}

describe('the matching ID', () => {
  it.each(['activationCode', 'externalReferenceId', 'fullLpa'])('is found in %s', async (matchingIdField) => {
    await control({ settings: { matchingIdField } });
    const { profile } = await buy('o-1');
    expect(profile.activationCode).toMatchObject({
      smdpAddress: 'rsp.zendit.example',
      matchingId: expect.stringMatching(/^K2-/),
    });
  });
});

describe('a transaction id that was used before', () => {
  it.each([
    ['same', { ok: true, value: {} }],
    ['reject', { ok: false, error: { kind: 'unknown_outcome' } }],
  ])('answered with "%s" never looks like a refusal', async (duplicateTransaction, expected) => {
    await control({ settings: { duplicateTransaction } });
    const { provider, offerId } = await buy('o-1');
    expect(await provider.purchase({ key: 'o-1', offerId, currency: 'USD' })).toEqual(expected);
  });

  it('stands in the books twice when it bought again', async () => {
    await control({ settings: { duplicateTransaction: 'buy_again' } });
    const { provider, offerId } = await buy('o-1');
    await provider.purchase({ key: 'o-1', offerId, currency: 'USD' });
    const books = await provider.readBooks(new Date(0));
    const times = books.ok ? books.value.map(({ bookedAt }) => bookedAt.getTime()) : [];
    expect(books).toMatchObject({ ok: true, value: [{ ref: 'o-1' }, { ref: 'o-1' }] });
    expect(new Set(times).size).toBe(2);
  });
});

describe('a delivered eSIM', () => {
  it('counts down, is used up and then gone', async () => {
    const { provider, offerId, profile } = await buy('o-1');
    const usage = async (told: unknown) => {
      await control({ settings: { usage: { [profile.iccid]: told } } });
      const read = await provider.readUsage({ ...profile, offerId }, standIn.now());
      return read.ok ? read.value : read.error;
    };
    expect(await usage({ remainingGB: 0.25 })).toMatchObject({
      state: 'active',
      remainingBytes: 0.25 * 1024 ** 3,
    });
    expect(await usage({ remainingGB: 0 })).toMatchObject({ state: 'depleted', remainingBytes: 0 });
    expect(await usage({ remainingGB: 0, status: 'FINISHED' })).toMatchObject({ state: 'gone' });
  });

  it('is refunded while it is not installed, and the refund ends', async () => {
    const { provider } = await buy('o-1');
    expect(await provider.refund({ key: 'o-1' })).toEqual({ ok: true, value: { kind: 'pending' } });
    await control({ clockOffsetMs: 60_000 });
    expect(await provider.refundStatus({ key: 'o-1' })).toEqual({ ok: true, value: { kind: 'done' } });
  });

  it('is not refunded once it is installed', async () => {
    const { provider } = await buy('o-1');
    await control({ settings: { autoConnectAfterMs: 0 } });
    const refused = { ok: false, error: { kind: 'rejected', reason: 'invalid' } };
    expect(await provider.refund({ key: 'o-1' })).toEqual(refused);
  });
});
