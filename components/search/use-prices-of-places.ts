'use client';

import { useEffect } from 'react';
import { CURRENCIES, type PriceList } from '#lib/domain/money';
import type { PlaceRowData } from '@/components/plans/place-row';
import { useCurrency } from '@/components/plans/use-currency';
import { useSearchIndex } from '@/components/search/use-search-index';

/**
 * The long list carries the prices of one currency; eight for hundreds of places would be most of the page. Whoever
 * has chosen another gets them from the search index.
 */
export function usePricesOfPlaces(indexAddress: string): (place: PlaceRowData) => PriceList {
  const currency = useCurrency();
  const { rows, prepare } = useSearchIndex(indexAddress);
  const missing = currency !== CURRENCIES[0] && rows === undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again only when something is missing
  useEffect(() => {
    if (missing) prepare();
  }, [missing]);

  const bySlug = new Map(rows?.map(([slug, , , from]) => [slug, from]));
  return ({ slug, from }) => bySlug.get(slug) ?? from;
}
