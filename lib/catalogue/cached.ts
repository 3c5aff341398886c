import 'server-only';
import { cacheLife, cacheTag, revalidateTag } from 'next/cache';
import { type FoundPlaces, toFoundPlaces } from '#lib/catalogue/read-search-rows';
import type { Locale } from '#lib/config/shop';
import type { HomePage, PlacePage, PlaceSummary, PlanPage, SearchRow } from '#lib/domain/place';
import type { PlanId } from '#lib/domain/plan';
import { catalogue } from '#lib/wiring';

/**
 * The catalogue as static pages see it: the one table of tags and lifetimes. One tag for all of it, for a sync that
 * changes anything changes prices almost everywhere; pages come back one by one, each on its next visit.
 *
 * Pages follow the database by `revalidateCatalogue`, called in every web process within seconds of a change (see
 * `refresh-changed-pages.ts`). The lifetime is only the net below it; it also keeps the pages while the database is away.
 */
const CATALOGUE_TAG = 'catalogue';

const LIFE = { stale: 300, revalidate: 900, expire: 30 * 86_400 } as const;

/** For pages made by a build without a database: static all the same, and soon replaced. */
const UNFILLED_LIFE = { stale: 30, revalidate: 1, expire: 300 } as const;

/** Never renewed by time: it stands for the catalogue that the pages were made from. */
const REVISION_LIFE = { stale: 300, revalidate: 30 * 86_400, expire: 365 * 86_400 } as const;

/**
 * The revision that this process's pages show. Only a static route may answer with it, in a file that exports GET and
 * nothing else: beside another method Next runs GET on every request, and the answer would be the stored revision.
 */
export async function readRevision(): Promise<string> {
  'use cache';
  cacheTag(CATALOGUE_TAG);
  cacheLife(REVISION_LIFE);
  return catalogue.readRevision();
}

export async function readHome(locale: Locale): Promise<HomePage> {
  'use cache';
  cacheTag(CATALOGUE_TAG);
  cacheLife(catalogue.isAvailable() ? LIFE : UNFILLED_LIFE);
  return catalogue.readHome(locale);
}

export async function readPlaces(locale: Locale): Promise<PlaceSummary[]> {
  'use cache';
  cacheTag(CATALOGUE_TAG);
  cacheLife(catalogue.isAvailable() ? LIFE : UNFILLED_LIFE);
  return catalogue.readPlaces(locale);
}

export async function readPlacePage(slug: string, locale: Locale): Promise<PlacePage | undefined> {
  'use cache';
  cacheTag(CATALOGUE_TAG);
  cacheLife(catalogue.isAvailable() ? LIFE : UNFILLED_LIFE);
  return catalogue.readPlacePage(slug, locale);
}

export async function readPlanPage(planId: PlanId, locale: Locale): Promise<PlanPage | undefined> {
  'use cache';
  cacheTag(CATALOGUE_TAG);
  cacheLife(catalogue.isAvailable() ? LIFE : UNFILLED_LIFE);
  return catalogue.readPlanPage(planId, locale);
}

export async function readSearchRows(locale: Locale): Promise<SearchRow[]> {
  'use cache';
  cacheTag(CATALOGUE_TAG);
  cacheLife(catalogue.isAvailable() ? LIFE : UNFILLED_LIFE);
  return catalogue.readSearchRows(locale);
}

/** For `generateStaticParams`, which must name at least one place: a build without a database names one that has a page. */
export async function readPlaceSlugs(): Promise<string[]> {
  'use cache';
  cacheTag(CATALOGUE_TAG);
  cacheLife(catalogue.isAvailable() ? LIFE : UNFILLED_LIFE);
  const slugs = await catalogue.readPlaceSlugs();
  return slugs.length > 0 ? slugs : ['japan'];
}

/** Not cached by itself, for anyone may ask anything: only the places and the index behind the answer are. */
export async function findPlaces(query: string, locale: Locale): Promise<FoundPlaces> {
  const [places, rows] = await Promise.all([readPlaces(locale), readSearchRows(locale)]);
  return toFoundPlaces(query, { places, rows });
}

/**
 * The next visit of any catalogue page waits for a fresh one. Next allows this in route handlers and server actions
 * only; anywhere else it throws.
 */
export function revalidateCatalogue(): void {
  revalidateTag(CATALOGUE_TAG, { expire: 0 });
}
