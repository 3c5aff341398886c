'use client';

import { useRouter } from 'next/navigation';
import { type MouseEvent, useDeferredValue, useId, useState } from 'react';
import { foldText } from '#lib/domain/search-places';
import type { PlaceRowData } from '@/components/plans/place-row';
import { fill, type PluralForms, plural } from '@/components/plans/plan-words';
import { PriceText } from '@/components/plans/price-in-currency';
import { usePricesOfPlaces } from '@/components/search/use-prices-of-places';
import { Flag } from '@/components/ui/flag';

type DestinationListProps = {
  locale: string;
  countries: readonly PlaceRowData[];
  regions: readonly PlaceRowData[];
  words: {
    from: string;
    filter: string;
    none: string;
    count: PluralForms;
    countries: string;
    regions: string;
  };
};

/** Every place as one light row. One listener serves all links: two hundred prefetching ones double the page's work. */
export function DestinationList({ locale, countries, regions, words }: DestinationListProps) {
  const id = useId();
  const router = useRouter();
  const pricesOf = usePricesOfPlaces(`/${locale}/search-index`);
  const [text, setText] = useState('');
  const wanted = foldText(useDeferredValue(text));
  const narrow = (rows: readonly PlaceRowData[]) =>
    wanted === '' ? rows : rows.filter(({ name }) => foldText(name).includes(wanted));
  const groups = [
    { key: 'countries', title: words.countries, rows: narrow(countries) },
    { key: 'regions', title: words.regions, rows: narrow(regions) },
  ];
  const found = groups.reduce((sum, { rows }) => sum + rows.length, 0);

  function follow(event: MouseEvent) {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !plain) return;
    event.preventDefault();
    router.push(`/${locale}/esim/${link.pathname.split('/').at(-1) ?? ''}`);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it follows its links, which are links without script too
    // biome-ignore lint/a11y/useKeyWithClickEvents: following a link by keyboard is a click too
    <div onClick={follow} className="grid gap-10">
      <div className="max-w-96">
        <label htmlFor={id} className="block font-semibold text-small">
          {words.filter}
        </label>
        <input
          id={id}
          type="search"
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="mt-1.5 min-h-12 w-full rounded-control border border-border-strong bg-surface px-3.5"
        />
        <p role="status" className="pt-1 text-muted text-small">
          {found === 0 ? fill(words.none, { query: text }) : plural(locale, found, words.count)}
        </p>
      </div>
      {groups
        .filter(({ rows }) => rows.length > 0)
        .map(({ key, title, rows }) => (
          <section key={key} aria-labelledby={key}>
            <h2 id={key} className="type-h2 scroll-mt-4 pb-3">
              {title}
            </h2>
            <ul className="board-list light-rows">
              {rows.map((place) => (
                <li key={place.slug}>
                  <a href={`/${locale}/esim/${place.slug}`}>
                    <Flag code={place.code} />
                    <span>
                      {place.name}
                      <small>{place.detail}</small>
                    </span>
                    <span>
                      {words.from} <PriceText prices={pricesOf(place)} locale={locale} />
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </div>
  );
}
