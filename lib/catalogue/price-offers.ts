import { toPlanId } from '#lib/catalogue/plan-id';
import type { PlanRecord } from '#lib/db/plan-row';
import type { PriceList, WholesaleAmount } from '#lib/domain/money';
import type { Offer } from '#lib/domain/plan';
import { areRatesFresh, type PricingSettings, type Rates, toPriceList } from '#lib/domain/pricing';

export type PricedOffers = {
  records: PlanRecord[];
  /** Offers without a price we could ask: no positive cost, or a currency that nothing converts. */
  unpriced: number;
};

/** What turns a cost into a price at this moment. */
export type PriceBook = { settings: PricingSettings; rates: Rates | undefined; now: Date };

export function priceOffers(offers: readonly Offer[], { settings, rates, now }: PriceBook): PricedOffers {
  const fresh = rates && areRatesFresh(rates, now, settings) ? rates : undefined;
  const records = offers.flatMap((offer): PlanRecord[] => {
    const prices = toPriceList({ costs: offer.costs, rates: fresh, settings });
    const sortPrice = toSortPrice(prices, offer.costs, { settings, rates });
    if (sortPrice === undefined) return [];
    return [
      { plan: { ...offer, id: toPlanId(offer.provider, offer.offerId), prices, onSale: true }, sortPrice },
    ];
  });
  return { records, unpriced: offers.length - records.length };
}

/** Old rates are good enough to put plans in order, though not to sell by. */
function toSortPrice(
  prices: PriceList,
  costs: readonly WholesaleAmount[],
  book: { settings: PricingSettings; rates: Rates | undefined },
): number | undefined {
  const anyPrice = Object.values(prices)[0];
  if (anyPrice === undefined) return undefined;
  return prices.EUR ?? toPriceList({ costs, ...book }).EUR ?? anyPrice;
}
