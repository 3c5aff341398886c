'use client';

import { CURRENCIES, type Currency, isCurrency } from '#lib/domain/money';
import { usePreference } from '@/components/ui/use-preference';

/** The currency chosen in this browser; the first, which is the shop's own, until the page has settled. */
export function useCurrency(): Currency {
  const chosen = usePreference('currency');
  return isCurrency(chosen) ? chosen : CURRENCIES[0];
}
