'use client';

import Link from 'next/link';
import { CURRENCIES } from '#lib/domain/money';
import { useCurrency } from '@/components/plans/use-currency';
import { buttonClass } from '@/components/ui/button-class';

type ContinueLinkProps = { locale: string; planId: string; block?: boolean; children: string };

/** To the checkout, in the currency chosen in this browser; without script in the shop's own. */
export function ContinueLink({ locale, planId, block = false, children }: ContinueLinkProps) {
  const currency = useCurrency();
  const query = currency === CURRENCIES[0] ? '' : `?currency=${currency}`;
  return (
    <Link
      href={`/${locale}/checkout/${planId}${query}`}
      prefetch={false}
      rel="nofollow"
      className={buttonClass({ block })}
    >
      {children}
    </Link>
  );
}
