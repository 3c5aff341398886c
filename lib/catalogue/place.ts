import countries from 'i18n-iso-countries';
import { regionName } from '#lib/catalogue/region-names';
import type { Locale } from '#lib/config/shop';
import { type CountryCode, countryName, isKnownCountry, parseCountry } from '#lib/domain/country';
import { isRegion, REGIONS, type RegionKey } from '#lib/domain/region';
import { foldText } from '#lib/domain/search-places';

/** What a place's URL stands for. */
export type Place = { kind: 'country'; code: CountryCode } | { kind: 'region'; region: RegionKey };

/** "united-states", "turkiye", "southeast-asia"; the bare code in lower case for a country ISO does not know. */
export function toSlug(place: Place): string {
  if (place.kind === 'region') return place.region;
  return isKnownCountry(place.code)
    ? foldText(countryName(place.code, 'en')).replaceAll(' ', '-')
    : place.code.toLowerCase();
}

/** The place behind a slug or a bare country code; `undefined` for anything else. */
export function findPlace(slug: string): Place | undefined {
  if (isRegion(slug)) return { kind: 'region', region: slug };
  const code = codesBySlug().get(slug) ?? (/^[a-z]{2}$/.test(slug) ? parseCountry(slug) : undefined);
  return code && { kind: 'country', code };
}

export function placeName(place: Place, locale: Locale): string {
  return place.kind === 'region' ? regionName(place.region, locale) : countryName(place.code, locale);
}

/** A country's code or a region's key, as the catalogue stores it. */
export function toPlaceKey(place: Place): CountryCode | RegionKey {
  return place.kind === 'region' ? place.region : place.code;
}

/** The inverse of `toPlaceKey`; `undefined` for a key of an older catalogue. */
export function fromPlaceKey(kind: 'country' | 'region', key: string): Place | undefined {
  if (kind === 'region') return isRegion(key) ? { kind, region: key } : undefined;
  const code = parseCountry(key);
  return code && { kind, code };
}

/** Every country and area there could be plans for. */
export function listKnownPlaces(): Place[] {
  const codes = [...codesBySlug().values()].map((code): Place => ({ kind: 'country', code }));
  return [...codes, ...REGIONS.map((region): Place => ({ kind: 'region', region }))];
}

let bySlug: ReadonlyMap<string, CountryCode> | undefined;

function codesBySlug(): ReadonlyMap<string, CountryCode> {
  bySlug ??= new Map(
    [...Object.keys(countries.getAlpha2Codes()), 'XK'].flatMap((text) => {
      const code = parseCountry(text);
      return code ? [[toSlug({ kind: 'country', code }), code] as const] : [];
    }),
  );
  return bySlug;
}
