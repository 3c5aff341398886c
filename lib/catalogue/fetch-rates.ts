import { err, ok, type Result } from '#lib/domain/result';

/** Units per euro as the bank wrote them ("1.1562"), and the day they are for. */
export type DailyRates = { day: Date; perEuro: Record<string, string> };

export type FetchRates = () => Promise<Result<DailyRates, { kind: 'unavailable'; reason: string }>>;

const TIMEOUT_MS = 5_000;
/** The real document has about 2 kB. */
const MAX_BYTES = 200_000;
const LEAST_CURRENCIES = 5;

/**
 * Reads the daily reference rates of the European Central Bank, or a stand-in that speaks the same.
 * Source: https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates
 */
export function createFetchRates({ url }: { url: string }): FetchRates {
  return async () => {
    try {
      const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (!response.ok) return unavailable(`status ${response.status}`);
      const xml = await readCapped(response);
      const rates = xml === undefined ? undefined : parseRates(xml);
      return rates ? ok(rates) : unavailable('not a list of rates');
    } catch (error) {
      return unavailable(error instanceof Error ? error.name : 'unknown');
    }
  };
}

const unavailable = (reason: string) => err({ kind: 'unavailable' as const, reason });

async function readCapped(response: Response): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}

/** The document is three nested `Cube` elements without text: a day around pairs of currency and rate. */
export function parseRates(xml: string): DailyRates | undefined {
  const time = /<Cube\s+time=['"](\d{4}-\d{2}-\d{2})['"]/.exec(xml)?.[1];
  const pairs = xml.matchAll(/<Cube\s+currency=['"]([A-Z]{3})['"]\s+rate=['"](\d{1,9}(?:\.\d{1,9})?)['"]/g);
  const perEuro = Object.fromEntries(Array.from(pairs, ([, currency = '', rate = '']) => [currency, rate]));
  const day = new Date(`${time}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || Object.keys(perEuro).length < LEAST_CURRENCIES) return undefined;
  return { day, perEuro };
}
