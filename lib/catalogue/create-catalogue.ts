import { NO_PLANS } from '#lib/catalogue/no-plans';
import type { PlanQuery } from '#lib/catalogue/plan-query';
import { readHome } from '#lib/catalogue/read-home';
import { readPlacePage } from '#lib/catalogue/read-place-page';
import { type CatalogueDeps, readPlaceSlugs, readPlaces } from '#lib/catalogue/read-places';
import { readPlan, readPlanPage } from '#lib/catalogue/read-plan';
import { findPlaces, readSearchRows } from '#lib/catalogue/read-search-rows';
import { searchPlans } from '#lib/catalogue/search-plans';
import type { Locale } from '#lib/config/shop';
import type { PlanId } from '#lib/domain/plan';

export type CatalogueSource = {
  /** Opens the store on first use; `undefined` only in a build without a database. */
  openPlans: () => CatalogueDeps['plans'] | undefined;
  now: () => Date;
};

/** The readers of the catalogue, bound. Nothing is opened before the first of them is called. */
export function createCatalogue({ openPlans, now }: CatalogueSource) {
  let opened: { deps: CatalogueDeps; isAvailable: boolean } | undefined;
  const open = () => {
    opened ??= toOpened(openPlans(), now);
    return opened;
  };
  return {
    /** Whether there is a database to read from. */
    isAvailable: () => open().isAvailable,
    /** Differs whenever pages may look different; see `PlanStore`. */
    readRevision: () => open().deps.plans.readRevision(),
    readHome: (locale: Locale) => readHome(open().deps, locale),
    readPlaces: (locale: Locale) => readPlaces(open().deps, locale),
    readPlacePage: (slug: string, locale: Locale) => readPlacePage(open().deps, slug, locale),
    readPlanPage: (planId: PlanId, locale: Locale) => readPlanPage(open().deps, planId, locale),
    readPlan: (planId: PlanId) => readPlan(open().deps, planId),
    readSearchRows: (locale: Locale) => readSearchRows(open().deps, locale),
    findPlaces: (query: string, locale: Locale) => findPlaces(open().deps, query, locale),
    searchPlans: (query: PlanQuery) => searchPlans(open().deps, query),
    readPlaceSlugs: () => readPlaceSlugs(open().deps),
  };
}

function toOpened(plans: CatalogueDeps['plans'] | undefined, now: () => Date) {
  const store = plans ?? NO_PLANS;
  const listPlaceTotals = shareBriefly(store.listPlaceTotals, now);
  return { deps: { plans: { ...store, listPlaceTotals } }, isAvailable: plans !== undefined };
}

/** Long enough to serve the hundreds of pages of a build, short enough that no visitor notices. */
const SHARED_MS = 5_000;

/** Calls within a few seconds get one answer, for the query reads the whole catalogue. A failure is not kept. */
function shareBriefly<T>(read: () => Promise<T>, now: () => Date): () => Promise<T> {
  let shared: { at: number; answer: Promise<T> } | undefined;
  return async () => {
    const at = now().getTime();
    if (!shared || at - shared.at >= SHARED_MS) shared = { at, answer: read() };
    const { answer } = shared;
    try {
      return await answer;
    } catch (error) {
      if (shared?.answer === answer) shared = undefined;
      throw error;
    }
  };
}
