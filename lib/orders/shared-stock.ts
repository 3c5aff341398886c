import type { Result } from '#lib/domain/result';
import type { EsimProvider, ReadError, StockItem } from '#lib/providers/port';

/** `asOf`: when the list was asked for; what it lacks may have appeared since. */
export type Stock = { asOf: Date; listed: Result<readonly StockItem[], ReadError> };
export type ReadStock = (provider: Pick<EsimProvider, 'id' | 'listStock'>) => Promise<Stock>;

/**
 * One list of an account for all who wait at the same time: it may be long, and each decision carries the instant it
 * rests on. A list that failed is shared too, so that an outage is not asked about once per line.
 */
export function createSharedStock(now: () => Date, youngMs: number): ReadStock {
  const latest = new Map<string, { asOf: Date; stock: Promise<Stock> }>();
  return (provider) => {
    const asOf = now();
    const known = latest.get(provider.id);
    if (known && asOf.getTime() - known.asOf.getTime() < youngMs) return known.stock;
    const stock = provider.listStock().then((listed) => ({ asOf, listed }));
    latest.set(provider.id, { asOf, stock });
    return stock;
  };
}
