'use client';

import { formatMoney, type Money, type PriceList, priceParts } from '#lib/domain/money';
import type { PlanCard } from '@/components/plans/plan-card';
import { chosenPrice, perDay, perGigabyte } from '@/components/plans/plan-words';
import { useCurrency } from '@/components/plans/use-currency';
import { Price, type PriceSize } from '@/components/ui/price';

type Priced = { prices: PriceList; locale: string };

/** A plan's price as the large numeral, in the currency chosen in this browser. */
export function PriceFigure({ prices, locale, size }: Priced & { size: PriceSize }) {
  const price = chosenPrice(prices, useCurrency());
  return price ? <Price parts={priceParts(price, locale)} size={size} /> : null;
}

/** The same in running text: "€2.90". */
export function PriceText({ prices, locale }: Priced) {
  return <PlainPrice price={chosenPrice(prices, useCurrency())} locale={locale} />;
}

/** "€1.29", or `otherwise` where the limit is not disclosed. */
export function PerGigabyte({
  card,
  locale,
  otherwise,
}: {
  card: Pick<PlanCard, 'data' | 'days' | 'prices'>;
  locale: string;
  otherwise: string;
}) {
  const price = chosenPrice(card.prices, useCurrency());
  const unit = price && perGigabyte(price, card);
  return unit ? <PlainPrice price={unit} locale={locale} /> : <span>{otherwise}</span>;
}

export function PerDay({ prices, days, locale }: Priced & { days: number }) {
  const price = chosenPrice(prices, useCurrency());
  return <PlainPrice price={price && perDay(price, days)} locale={locale} />;
}

function PlainPrice({ price, locale }: { price: Money | undefined; locale: string }) {
  if (!price) return null;
  return (
    <span className="price" suppressHydrationWarning>
      {formatMoney(price, locale)}
    </span>
  );
}
