import { fetchOffers } from '#lib/catalogue/fetch-offers';
import { type PriceBook, priceOffers } from '#lib/catalogue/price-offers';
import { storeTaken, type Taken } from '#lib/catalogue/store-taken';
import type { PlanStore } from '#lib/db/plan-store';
import type { SyncRecord, SyncStore } from '#lib/db/sync-store';
import type { ProviderId } from '#lib/domain/plan';
import type { PricingSettings, Rates } from '#lib/domain/pricing';
import type { Log } from '#lib/observability/log';
import type { EsimProvider } from '#lib/providers/port';

export type SyncDeps = {
  providers: readonly EsimProvider[];
  plans: PlanStore;
  syncs: SyncStore;
  /** The last good rates, however old. */
  readRates: () => Promise<Rates | undefined>;
  pricing: PricingSettings;
  log: Log;
  now: () => Date;
};

/** For a person who waits: offers read so far, then how each wholesaler's part ended. */
export type SyncProgress =
  | { kind: 'reading'; provider: ProviderId; offers: number }
  | { kind: 'read'; provider: ProviderId; offers: number }
  | { kind: 'done'; sync: SyncRecord };

export type SyncOptions = {
  onProgress?: (progress: SyncProgress) => void;
  /** Does nothing when every wholesaler was taken over within this time. */
  unlessYoungerThanMs?: number;
  /** An operator has looked at a held answer and takes it over: far fewer plans are the truth. Never none at all. */
  acceptFewer?: boolean;
};

export type SyncSummary = {
  /** The catalogue was young enough, nothing was asked. */
  skipped: boolean;
  syncs: readonly SyncRecord[];
  /** Whether pages look different now. */
  changed: boolean;
  /** Plans on sale after the sync. */
  onSale: number;
};

/** Less than this share of the plans on sale is taken for a fault of the wholesaler, not for its new catalogue. */
const LEAST_SHARE = 0.7;

/**
 * Takes the wholesalers' catalogues over: new and changed plans are written, missing ones go out of sale, in one
 * transaction. A wholesaler that fails, or answers with absurdly few plans, keeps the plans it had.
 */
export async function syncCatalogue(deps: SyncDeps, options: SyncOptions = {}): Promise<SyncSummary> {
  const { onProgress = () => {}, unlessYoungerThanMs, acceptFewer = false } = options;
  if (unlessYoungerThanMs !== undefined && (await isYounger(deps, unlessYoungerThanMs)))
    return { skipped: true, syncs: [], changed: false, onSale: await deps.plans.countOnSale() };

  const book: PriceBook = { settings: deps.pricing, rates: await deps.readRates(), now: deps.now() };
  const taken = await Promise.all(
    deps.providers.map((provider) =>
      take(deps, provider, { book, onProgress, leastShare: acceptFewer ? 0 : LEAST_SHARE }),
    ),
  );
  const { syncs, changed } = await storeTaken(deps, taken);
  for (const sync of syncs) onProgress({ kind: 'done', sync });
  return { skipped: false, syncs, changed, onSale: await deps.plans.countOnSale() };
}

async function isYounger({ providers, syncs, now }: SyncDeps, ageMs: number): Promise<boolean> {
  const successes = await Promise.all(providers.map(({ id }) => syncs.lastSuccess(id)));
  return (
    successes.length > 0 &&
    successes.every((at) => at !== undefined && now().getTime() - at.getTime() < ageMs)
  );
}

type TakeOptions = { book: PriceBook; onProgress: (progress: SyncProgress) => void; leastShare: number };

async function take(
  deps: SyncDeps,
  provider: EsimProvider,
  { book, onProgress, leastShare }: TakeOptions,
): Promise<Taken> {
  const startedAt = deps.now();
  const base = { provider: provider.id, startedAt, written: 0, withdrawn: 0 };
  const fetched = await fetchOffers(deps, provider, (offers) =>
    onProgress({ kind: 'reading', provider: provider.id, offers }),
  );
  if (!fetched.ok) {
    const { error, kept } = fetched.error;
    const reason = error.kind === 'rejected' ? error.reason : error.kind;
    const note = kept > 0 ? `${reason} after ${kept} offers` : reason;
    deps.log.warn('The catalogue of a wholesaler could not be read', { provider: provider.id, reason });
    return { record: { ...base, finishedAt: deps.now(), outcome: 'failed', seen: 0, note } };
  }
  const seen = fetched.value.length;
  onProgress({ kind: 'read', provider: provider.id, offers: seen });
  const { records, unpriced } = priceOffers(fetched.value, book);
  const had = (await deps.plans.listDigests(provider.id)).filter((plan) => plan.onSale).length;
  if (records.length === 0 || records.length < had * leastShare) {
    deps.log.error('A wholesaler answered with too few plans; its catalogue is held', {
      provider: provider.id,
      count: records.length,
    });
    const note = `${records.length} plans instead of ${had}`;
    return { record: { ...base, finishedAt: deps.now(), outcome: 'held', seen, note } };
  }
  const note = unpriced > 0 ? { note: `${unpriced} offers without a usable price` } : {};
  return {
    record: { ...base, finishedAt: deps.now(), outcome: 'succeeded', seen, ...note },
    plans: records,
  };
}
