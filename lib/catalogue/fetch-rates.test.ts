import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createFetchRates } from '#lib/catalogue/fetch-rates';
import { readRates } from '#lib/catalogue/read-rates';
import { toRates } from '#lib/domain/pricing';
import { err, ok } from '#lib/domain/result';

const CUBES =
  "<Cube currency='USD' rate='1.1562'/><Cube currency='JPY' rate='176.84'/><Cube currency='GBP' rate='0.87345'/><Cube currency='CHF' rate='0.9318'/><Cube currency='AUD' rate='1.7894'/>";
const XML = `<?xml version="1.0"?><gesmes:Envelope><Cube><Cube time='2026-11-20'>${CUBES}</Cube></Cube></gesmes:Envelope>`;
const DAY = new Date('2026-11-20T00:00:00Z');

let server: Server | undefined;
afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))));

async function serve(status: number, body: string): Promise<string> {
  const started = createServer((_request, response) =>
    response.writeHead(status, { location: '/' }).end(body),
  );
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const address = started.address();
  if (!address || typeof address === 'string') throw new Error('No port');
  return `http://127.0.0.1:${address.port}/`;
}

describe('fetchRates', () => {
  it('reads the day and the rates as text', async () => {
    const fetchRates = createFetchRates({ url: await serve(200, XML) });
    expect(await fetchRates()).toEqual(
      ok({
        day: DAY,
        perEuro: { USD: '1.1562', JPY: '176.84', GBP: '0.87345', CHF: '0.9318', AUD: '1.7894' },
      }),
    );
  });

  it.each([
    ['a failing server', 500, XML],
    ['a redirect', 302, XML],
    ['another page', 200, '<html></html>'],
    ['a list without a day', 200, CUBES],
    ['a cut list', 200, XML.slice(0, 140)],
    ['a flood', 200, XML + ' '.repeat(300_000)],
  ])('takes nothing from %s', async (_what, status, body) => {
    const fetchRates = createFetchRates({ url: await serve(status, body) });
    expect(await fetchRates()).toMatchObject({ ok: false, error: { kind: 'unavailable' } });
  });

  it('takes nothing from a server that is not there', async () => {
    expect(await createFetchRates({ url: 'http://127.0.0.1:9/' })()).toMatchObject({ ok: false });
  });
});

describe('readRates', () => {
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const old = toRates(new Date('2026-11-19T00:00:00Z'), { USD: '1.1' });
  const now = () => new Date('2026-11-22T12:00:00Z');
  const fresh = { day: DAY, perEuro: { USD: '1.1562' } };

  function ratesStore(fetchedAt: Date) {
    const saved: Date[] = [];
    return {
      saved,
      readLatest: async () => ({ rates: old, fetchedAt }),
      save: async (day: Date) => {
        saved.push(day);
      },
    };
  }

  it('fetches and keeps new rates after six hours', async () => {
    const rates = ratesStore(new Date('2026-11-22T06:00:00Z'));
    const read = await readRates({ rates, fetchRates: async () => ok(fresh), log: silent, now });
    expect(read?.microsPerEuro.get('USD')).toBe(1_156_200n);
    expect(rates.saved).toEqual([DAY]);
  });

  it('does not ask again within six hours', async () => {
    const rates = ratesStore(new Date('2026-11-22T06:00:01Z'));
    expect(await readRates({ rates, fetchRates: async () => ok(fresh), log: silent, now })).toBe(old);
  });

  it('keeps the last good rates when none can be fetched', async () => {
    const rates = ratesStore(new Date('2026-11-20T06:00:00Z'));
    const fetchRates = async () => err({ kind: 'unavailable' as const, reason: 'status 500' });
    expect(await readRates({ rates, fetchRates, log: silent, now })).toBe(old);
    expect(rates.saved).toEqual([]);
  });
});
