import type { SyncProgress, SyncSummary } from '#lib/catalogue/sync-catalogue';
import { closeWiring, syncCatalogueNow } from '#lib/wiring';

/**
 * Takes the wholesalers' catalogues over, with progress lines for a person who waits. Does nothing when they were
 * taken over within the hour, unless `--force`. `--accept-fewer` takes over an answer that was held for having far
 * fewer plans. Ends with 1 only when there is nothing at all to sell.
 */
const HOUR_MS = 3_600_000;

const count = (value: number) => value.toLocaleString('en');

function print(progress: SyncProgress): void {
  if (progress.kind === 'read') console.log(`${progress.provider}: ${count(progress.offers)} offers read`);
  if (progress.kind !== 'done') return;
  const { provider, outcome, written, withdrawn, note } = progress.sync;
  const suffix = note ? ` (${note})` : '';
  if (outcome === 'succeeded')
    console.log(`${provider}: ${count(written)} plans written, ${count(withdrawn)} withdrawn${suffix}`);
  if (outcome === 'held') console.warn(`${provider}: too few offers, the stored plans stay${suffix}`);
  if (outcome === 'failed') console.warn(`${provider}: could not be read, the stored plans stay${suffix}`);
}

function conclude({ skipped, syncs, onSale }: SyncSummary): number {
  if (skipped) {
    console.log(`catalogue is fresh: ${count(onSale)} plans on sale`);
    return 0;
  }
  if (onSale === 0) {
    console.error('There is nothing to sell: no wholesaler could be read, and none was before.');
    return 1;
  }
  if (!syncs.some(({ outcome }) => outcome === 'succeeded'))
    console.warn(`No wholesaler could be read; the shop goes on with ${count(onSale)} stored plans.`);
  else console.log(`catalogue: ${count(onSale)} plans on sale`);
  return 0;
}

const acceptFewer = process.argv.includes('--accept-fewer');
const force = acceptFewer || process.argv.includes('--force');
const summary = await syncCatalogueNow({
  onProgress: print,
  acceptFewer,
  ...(!force && { unlessYoungerThanMs: HOUR_MS }),
});
await closeWiring();
process.exitCode = conclude(summary);
