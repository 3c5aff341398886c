import { priceOffers } from '#lib/catalogue/price-offers';
import { toPlanRow } from '#lib/db/plan-row';
import type { PlanStore } from '#lib/db/plan-store';
import type { WholesaleAmount } from '#lib/domain/money';
import type { Offer, Plan } from '#lib/domain/plan';
import type { PricingSettings, Rates } from '#lib/domain/pricing';
import { err, ok, type Result } from '#lib/domain/result';
import type { Log } from '#lib/observability/log';
import type { EsimProvider, RejectReason } from '#lib/providers/port';

export type FreshenDeps = {
  plans: Pick<PlanStore, 'apply'>;
  readRates: () => Promise<Rates | undefined>;
  pricing: PricingSettings;
  now: () => Date;
  log: Log;
};

export type FreshenError = { kind: 'plan_withdrawn' } | { kind: 'not_sellable' };

/**
 * Asks the wholesaler whether it still sells the plan, and at what cost. A withdrawn plan leaves the catalogue and a
 * changed cost is priced anew, both at once, so that the next visitor sees what this one is told.
 */
export async function freshenPlan(
  deps: FreshenDeps,
  plan: Plan,
  provider: Pick<EsimProvider, 'getOffer'>,
): Promise<Result<Plan, FreshenError>> {
  const offer = await provider.getOffer(plan.offerId);
  if (offer.ok)
    return hasSameCosts(plan.costs, offer.value.costs) ? ok(plan) : reprice(deps, plan, offer.value);
  if (offer.error.kind === 'rejected' && isAboutTheOffer(offer.error.reason)) return withdraw(deps, plan);
  deps.log.warn('A plan could not be checked before payment', {
    provider: plan.provider,
    reason: offer.error.kind,
  });
  return err({ kind: 'not_sellable' });
}

const isAboutTheOffer = (reason: RejectReason) => reason === 'offer_unavailable' || reason === 'invalid';

const toKey = ({ currency, minor, exponent }: WholesaleAmount) => `${currency} ${minor}e-${exponent}`;

function hasSameCosts(stored: readonly WholesaleAmount[], fresh: readonly WholesaleAmount[]): boolean {
  const known = new Set(stored.map(toKey));
  return stored.length === fresh.length && fresh.every((cost) => known.has(toKey(cost)));
}

async function reprice(deps: FreshenDeps, plan: Plan, offer: Offer): Promise<Result<Plan, FreshenError>> {
  const book = { settings: deps.pricing, rates: await deps.readRates(), now: deps.now() };
  const [record] = priceOffers([offer], book).records;
  if (!record) return withdraw(deps, plan);
  await deps.plans.apply({ rows: [toPlanRow(record)], withdrawnIds: [] });
  return ok(record.plan);
}

async function withdraw(deps: FreshenDeps, plan: Plan): Promise<Result<Plan, FreshenError>> {
  await deps.plans.apply({ rows: [], withdrawnIds: [plan.id] });
  return err({ kind: 'plan_withdrawn' });
}
