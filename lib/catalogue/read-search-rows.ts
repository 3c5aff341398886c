import countries from 'i18n-iso-countries';
import { placeName } from '#lib/catalogue/place';
import { COUNTRY_TERMS, REGION_TERMS } from '#lib/catalogue/place-terms';
import { type CatalogueDeps, readPlaces } from '#lib/catalogue/read-places';
import { type Locale, SHOP } from '#lib/config/shop';
import { type CountryCode, isKnownCountry } from '#lib/domain/country';
import type { PlaceSummary, SearchRow } from '#lib/domain/place';
import { foldText, isExactMatch, searchPlaces, toTerms } from '#lib/domain/search-places';

/** The index that the browser searches in, one row a place; small enough to be fetched whole. */
export async function readSearchRows(deps: CatalogueDeps, locale: Locale): Promise<SearchRow[]> {
  return (await readPlaces(deps, locale)).map((place) => toSearchRow(place, locale));
}

/** `exact`: the first place was named outright, so one may go straight to it; otherwise the visitor chooses. */
export type FoundPlaces = { places: PlaceSummary[]; exact: boolean };

/** The browser's search, on the server, for the form that is sent without JavaScript. */
export async function findPlaces(deps: CatalogueDeps, query: string, locale: Locale): Promise<FoundPlaces> {
  const places = await readPlaces(deps, locale);
  return toFoundPlaces(query, { places, rows: places.map((place) => toSearchRow(place, locale)) });
}

const MOST_FOUND = 50;

type Searched = { places: readonly PlaceSummary[]; rows: readonly SearchRow[] };

export function toFoundPlaces(query: string, { places, rows }: Searched): FoundPlaces {
  const bySlug = new Map(places.map((place) => [place.slug, place]));
  const found = searchPlaces(rows, query, MOST_FOUND);
  const [first] = found;
  return {
    places: found.flatMap(([slug]) => bySlug.get(slug) ?? []),
    exact: first !== undefined && isExactMatch(first, query),
  };
}

/** [slug, name, alpha-2 or "region", prices from, terms]. */
export function toSearchRow(place: PlaceSummary, locale: Locale): SearchRow {
  const code = place.kind === 'country' ? place.code : 'region';
  return [place.slug, place.name, code, place.from, toPlaceTerms(place, locale)];
}

function toPlaceTerms(place: PlaceSummary, locale: Locale): string {
  const otherNames = SHOP.locales.filter((other) => other !== locale).map((other) => placeName(place, other));
  const own =
    place.kind === 'region'
      ? [REGION_TERMS[place.region]]
      : [
          COUNTRY_TERMS[place.code] ?? '',
          ...nativeNames(place.code),
          countries.alpha2ToAlpha3(place.code) ?? '',
        ];
  const phrases = [...otherNames, ...own.flatMap((text) => text.split('|'))];
  const name = foldText(place.name);
  return toTerms(phrases.filter((phrase) => foldText(phrase) !== name));
}

/** The country's name in the language that most of its people speak, in their script. */
function nativeNames(code: CountryCode): string[] {
  if (!isKnownCountry(code)) return [];
  const { language } = new Intl.Locale(`und-${code}`).maximize();
  const name = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }).of(code);
  return name ? [name] : [];
}
