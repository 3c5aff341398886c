import type { PlanStore } from '#lib/db/plan-store';
import { type Currency, type Money, priceIn } from '#lib/domain/money';
import type { Plan, PlanId, ProviderId } from '#lib/domain/plan';
import type { OrderPromotion } from '#lib/domain/promotion';
import { err, ok, type Result } from '#lib/domain/result';
import type { EsimProvider } from '#lib/providers/port';

export type QuoteDeps = {
  plans: Pick<PlanStore, 'read'>;
  /** `undefined` while a wholesaler is not configured, out of funds or out of order. */
  findSellable: (id: ProviderId) => Promise<Pick<EsimProvider, 'getOffer'> | undefined>;
};

/** `price`: of one eSIM, with the promotion code where there is one. */
export type Quote = { plan: Plan; price: Money; promotion?: OrderPromotion };

export type QuoteError =
  | { kind: 'plan_unknown' }
  | { kind: 'plan_withdrawn' }
  | { kind: 'currency_not_offered' }
  | { kind: 'not_sellable' };

/** What a plan costs now, from our own catalogue; no wholesaler is asked. */
export async function readQuote(
  deps: QuoteDeps,
  { planId, currency }: { planId: PlanId; currency: Currency },
): Promise<Result<Quote, QuoteError>> {
  const plan = await deps.plans.read(planId);
  if (!plan) return err({ kind: 'plan_unknown' });
  if (!(await deps.findSellable(plan.provider))) return err({ kind: 'not_sellable' });
  if (!plan.onSale) return err({ kind: 'plan_withdrawn' });
  return quotePlan(plan, currency);
}

export function quotePlan(plan: Plan, currency: Currency): Result<Quote, { kind: 'currency_not_offered' }> {
  const price = priceIn(plan.prices, currency);
  return price ? ok({ plan, price }) : err({ kind: 'currency_not_offered' });
}
