import type { PlanStore } from '#lib/db/plan-store';

export type WatchDeps = {
  plans: Pick<PlanStore, 'readRevision'>;
  /** The revision this process's pages were made from, asked of its own static route. Throws when that fails. */
  fetchServedRevision: () => Promise<string>;
  /** Makes this process's pages fresh, by its own route: Next allows it nowhere else. Throws when that fails. */
  refreshPages: () => Promise<void>;
};

/**
 * A look at whether the pages show the stored catalogue, to be taken every few seconds by every process that serves
 * pages: whichever process synced, all of them notice, and so does one whose build is older than the catalogue.
 */
export async function refreshChangedPages(deps: WatchDeps): Promise<'unchanged' | 'refreshed'> {
  const [stored, served] = await Promise.all([deps.plans.readRevision(), deps.fetchServedRevision()]);
  if (stored === served) return 'unchanged';
  await deps.refreshPages();
  return 'refreshed';
}
