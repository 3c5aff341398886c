import { getTranslations } from 'next-intl/server';
import { isKnownCountry } from '#lib/domain/country';
import type { PlaceSummary } from '#lib/domain/place';
import type { PlaceRowData } from '@/components/plans/place-row';

/** The row of a place: a country tells its number of plans, a region how many countries are listed. */
export async function readPlaceRows(places: readonly PlaceSummary[]): Promise<PlaceRowData[]> {
  const t = await getTranslations('shop.place');
  return places.map((place) => ({
    slug: place.slug,
    name: place.name,
    from: place.from,
    ...(place.kind === 'country' && isKnownCountry(place.code) && { code: place.code }),
    detail: detailOf(place),
  }));

  function detailOf(place: PlaceSummary): string {
    if (place.kind === 'country') return t('plans', { count: place.planCount });
    return place.countryCount === undefined
      ? t('countriesUnknown')
      : t('countries', { count: place.countryCount });
  }
}
