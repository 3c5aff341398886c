import type { CatalogueDeps } from '#lib/catalogue/read-places';

/** The catalogue of a build that has no database: the pages it makes are empty and are filled on the first visit. */
export const NO_PLANS: CatalogueDeps['plans'] = {
  read: async () => undefined,
  listOfPlace: async () => [],
  listCovering: async () => [],
  listPlaceTotals: async () => [],
  readRevision: async () => 'none',
  search: async () => ({ plans: [] }),
};
