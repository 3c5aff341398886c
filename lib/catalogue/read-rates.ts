import type { FetchRates } from '#lib/catalogue/fetch-rates';
import type { RatesStore } from '#lib/db/rates-store';
import { type Rates, toRates } from '#lib/domain/pricing';
import type { Log } from '#lib/observability/log';

export type RatesDeps = { rates: RatesStore; fetchRates: FetchRates; log: Log; now: () => Date };

/** The bank publishes once a working day; asking more often than this brings nothing. */
const REFRESH_AFTER_MS = 6 * 3_600_000;

/** Today's rates; when they cannot be fetched, the last good ones, whose age the pricing judges. */
export async function readRates({ rates, fetchRates, log, now }: RatesDeps): Promise<Rates | undefined> {
  const stored = await rates.readLatest();
  if (stored && now().getTime() - stored.fetchedAt.getTime() < REFRESH_AFTER_MS) return stored.rates;
  const fetched = await fetchRates();
  if (!fetched.ok) {
    log.warn('The exchange rates could not be fetched; the last good ones are used', {
      reason: fetched.error.reason,
    });
    return stored?.rates;
  }
  const { day, perEuro } = fetched.value;
  if (stored && day < stored.rates.day) return stored.rates;
  await rates.save(day, perEuro, now());
  return toRates(day, perEuro);
}
