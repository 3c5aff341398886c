import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLossless } from '#lib/http/parse-lossless';
import { startScriptedServer } from '#lib/http/scripted-server';
import { createLog } from '#lib/observability/log';
import type { EsimProvider } from '#lib/providers/port';
import { readFixtures } from '#lib/providers/read-fixtures';
import { createZenditProvider } from '#lib/providers/zendit/index';
import { toOffer as fromZendit } from '#lib/providers/zendit/map-offer';
import { toProfile as toZenditProfile } from '#lib/providers/zendit/map-purchase';
import { toUsage as toZenditUsage } from '#lib/providers/zendit/map-usage';
import { zenditPlansWire, zenditPurchaseWire } from '#lib/providers/zendit/wire';
import { createZimProvider } from '#lib/providers/zim/index';
import { toStockItem, toProfile as toZimProfile, toUsage as toZimUsage } from '#lib/providers/zim/map-esim';
import { toOffer as fromZim } from '#lib/providers/zim/map-plan';
import { zimEsimWire, zimSubscriptionWire, zimUsageWire } from '#lib/providers/zim/wire';

const zim = readFixtures(new URL('./zim/fixtures/responses.json', import.meta.url));
const zendit = readFixtures(new URL('./zendit/fixtures/responses.json', import.meta.url));
const now = new Date('2026-11-22T12:00:00Z');

const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    undefined,
    null,
    '',
    0,
    -1,
    -5,
    0.5,
    1e308,
    '9'.repeat(30),
    'GLOBAL',
    '__proto__',
    'constructor',
    [],
  ),
);

/** A response of the document in which any part may be missing or something else entirely. */
function spoilt(value: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(value)) return withReplacement(fc.tuple(...value.map(spoilt)));
  if (typeof value !== 'object' || value === null) return withReplacement(fc.constant(value));
  const fields = Object.entries(value).map(([key, inner]) => [key, spoilt(inner)]);
  return withReplacement(fc.record(Object.fromEntries(fields)));
}

function withReplacement(good: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: good }, { weight: 1, arbitrary: anything });
}

/** The same response without one of its fields. */
const without = (fixture: unknown, ...fields: string[]) =>
  Object.fromEntries(Object.entries(Object(fixture)).filter(([key]) => !fields.includes(key)));

describe.each([
  ['ZIM', fromZim, [zim.of('planLocal'), zim.of('planRegional')]],
  ['Zendit', fromZendit, [zendit.of('offer')]],
])('an offer of %s', (_, toOffer, fixtures) => {
  it('is skipped or sold at a cost above zero, whatever it holds', () => {
    let sold = 0;
    fc.assert(
      fc.property(fc.oneof(...fixtures.map(spoilt), anything), (item) => {
        const mapped = toOffer(item);
        if (!mapped.ok) return;
        sold += 1;
        const { costs, validityDays, data } = mapped.value;
        expect(costs.length).toBeGreaterThan(0);
        for (const { minor, exponent } of costs) {
          expect(Number.isSafeInteger(minor) && minor > 0).toBe(true);
          expect(Number.isInteger(exponent) && exponent >= 0).toBe(true);
        }
        expect(Number.isInteger(validityDays) && validityDays > 0).toBe(true);
        if (data.kind === 'limited') expect(Number.isSafeInteger(data.bytes) && data.bytes > 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
    // Otherwise everything was skipped and nothing was tested.
    expect(sold).toBeGreaterThan(100);
  });
});

describe('what a partner does not say stays unknown', () => {
  it.each([
    ['ZIM features', fromZim(without(zim.of('planLocal'), 'features')), ['hotspot', 'speeds']],
    ['ZIM minutes', fromZim(without(zim.of('planLocal'), 'callValue')), ['voiceMinutes']],
    ['the unit of ZIM minutes', fromZim(without(zim.of('planLocal'), 'callUnit')), ['voiceMinutes']],
    ['ZIM messages', fromZim(without(zim.of('planLocal'), 'smsValue')), ['sms']],
    ['Zendit speeds', fromZendit(without(zendit.of('offer'), 'dataSpeeds')), ['speeds']],
    ['Zendit messages', fromZendit(without(zendit.of('offer'), 'smsNumber')), ['sms']],
    ['the Zendit message flag', fromZendit(without(zendit.of('offer'), 'smsUnlimited')), ['sms']],
    ['Zendit minutes', fromZendit(without(zendit.of('offer'), 'voiceMinutes')), ['voiceMinutes']],
    ['Zendit hotspot and top-up', fromZendit(zendit.of('offer')), ['hotspot', 'topUp']],
  ])('%s', (_, mapped, attributes) => {
    if (!mapped.ok) throw new Error(`Skipped: ${mapped.skipped}`);
    const { hotspot, topUp, speeds, voiceMinutes, sms } = mapped.value;
    const byName = new Map(Object.entries({ hotspot, topUp, speeds, voiceMinutes, sms }));
    for (const attribute of attributes) expect(byName.get(attribute)).toEqual({ known: false });
  });
});

describe('an ICCID', () => {
  const iccids = fc.stringMatching(/^\d{18,22}$/);
  const onTheWire = (iccid: string) => (iccid.startsWith('0') ? `"${iccid}"` : iccid);

  it('keeps every digit on its way from ZIM, as text or as a bare number', () => {
    fc.assert(
      fc.property(iccids, (iccid) => {
        const text = zim.text('esim').replace('8948010000000012345', () => onTheWire(iccid));
        const found = toZimProfile(zimEsimWire.parse(parseLossless(text)?.value), 'sub');
        expect(found).toMatchObject({ kind: 'ready', profile: { iccid } });
      }),
    );
  });

  it('keeps every digit on its way from Zendit, as text or as a bare number', () => {
    const activationCode = { smdpAddress: 'rsp.example.com', matchingId: 'M', confirmationRequired: false };
    fc.assert(
      fc.property(iccids, (iccid) => {
        const text = zendit.text('purchaseDone').replace('8943108170000828413', () => onTheWire(iccid));
        const purchase = zenditPurchaseWire.parse(parseLossless(text)?.value);
        expect(toZenditProfile(purchase, activationCode)).toMatchObject({ iccid });
      }),
    );
  });
});

it('usage is never negative and never more than was bought, whatever the report holds', () => {
  const figure = fc.option(fc.oneof(fc.double(), fc.integer()), { nil: undefined });
  const zimReport = fc.record({
    currentBalanceBytes: figure,
    spentBalanceBytes: figure,
    initialBalanceBytes: figure,
  });
  const zenditRow = fc.record({ initialDataGB: figure, remainingDataGB: figure });
  fc.assert(
    fc.property(zimReport, zenditRow, (report, row) => {
      const subscription = zimSubscriptionWire.parse(zim.of('subscription'));
      const list = [{ offerId: 'o', status: 'ACTIVE', ...row }];
      const readings = [
        toZimUsage(subscription, zimUsageWire.parse(report), now),
        toZenditUsage(zenditPlansWire.parse({ list }), 'o', now),
      ];
      for (const { initialBytes, usedBytes = 0, remainingBytes = 0 } of readings) {
        expect(Math.min(usedBytes, remainingBytes)).toBeGreaterThanOrEqual(0);
        if (initialBytes !== undefined) expect(remainingBytes).toBeLessThanOrEqual(initialBytes);
      }
    }),
  );
});

it('stock items are read or skipped, whatever they hold', () => {
  fc.assert(
    fc.property(spoilt(zim.of('subscription')), (item) => {
      const mapped = toStockItem(item);
      if (mapped.ok) expect(mapped.value.esimRef).not.toBe('');
    }),
  );
});

/** Every method once; a rejected promise fails the test. */
async function callAll(provider: EsimProvider): Promise<void> {
  const ref = { iccid: '8948010000000012345', esimRef: 'e', subscriptionRef: 's', offerId: 'o' };
  const purchase = { key: 'k', reference: 'r' };
  await Promise.all([
    provider.getOffer('o'),
    provider.purchase({ key: 'k', offerId: 'o', currency: 'USD' }),
    provider.findPurchase(purchase),
    provider.listStock(),
    provider.readProfile(ref),
    provider.readProfileState(ref),
    provider.readUsage(ref, now),
    provider.refund(purchase),
    provider.refundStatus(purchase),
    provider.readDestinations(),
    provider.readBalance(),
  ]);
  for await (const page of provider.listOffers()) if (!page.ok) return;
}

it('no body from a wholesaler makes an adapter throw', async () => {
  let body = '';
  const server = await startScriptedServer(({ path }) => ({
    body: path === '/token' ? zim.text('token') : body,
  }));
  const log = createLog({ write: () => undefined });
  const access = { clientId: 'c', clientSecret: 's', scope: 'account/write', appIdentifier: 'b2b' };
  const names = ['planLocal', 'orders', 'esim', 'subscription', 'usage', 'destinations'];
  const bodies = fc.oneof(
    ...names.map((name) => spoilt(zim.of(name)).map((value) => JSON.stringify(value ?? null))),
    spoilt(zendit.of('purchaseDone')).map((value) => JSON.stringify(value ?? null)),
    spoilt(zendit.of('plans')).map((value) => JSON.stringify(value ?? null)),
    fc.string(),
  );
  try {
    await fc.assert(
      fc.asyncProperty(bodies, async (text) => {
        body = text;
        const urls = { apiUrl: server.url, tokenUrl: `${server.url}/token` };
        const providers = [
          createZimProvider({ ...urls, ...access, plansSearchBody: {}, log, now: () => now }),
          createZenditProvider({ apiUrl: server.url, apiKey: 'key', log }),
        ];
        for (const provider of providers) await callAll(provider);
      }),
      { numRuns: 40 },
    );
  } finally {
    await server.close();
  }
}, 60_000);
