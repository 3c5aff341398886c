'use client';

import Link from 'next/link';
import type { PriceList } from '#lib/domain/money';
import { PriceText } from '@/components/plans/price-in-currency';
import { Flag } from '@/components/ui/flag';
import { Icon } from '@/components/ui/icon';

/** What a row of a departure board needs of a place. `code` is absent for a region. */
export type PlaceRowData = { slug: string; name: string; code?: string; detail: string; from: PriceList };

type PlaceRowProps = { place: PlaceRowData; locale: string; from: string; likely?: boolean };

export function PlaceRow({ place, locale, from, likely = false }: PlaceRowProps) {
  return (
    <li className="border-border border-b">
      <Link
        href={`/${locale}/esim/${place.slug}`}
        prefetch={likely}
        className="flex min-h-14 items-center gap-3.5 py-2 hover:bg-sunken"
      >
        <Flag code={place.code} />
        <PlaceName name={place.name} detail={place.detail} />
        <span className="text-muted text-small">
          {from}{' '}
          <strong className="font-[620] text-body text-ink">
            <PriceText prices={place.from} locale={locale} />
          </strong>
        </span>
        <Icon name="chevron-forward" className="size-4 text-subtle rtl:-scale-x-100" />
      </Link>
    </li>
  );
}

function PlaceName({ name, detail }: { name: string; detail: string }) {
  return (
    <span className="min-w-0 flex-1">
      <span className="block font-[580] text-row">{name}</span>
      <span className="block text-label text-muted">{detail}</span>
    </span>
  );
}
