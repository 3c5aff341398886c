'use client';

import Link from 'next/link';
import type { SearchRow } from '#lib/domain/place';
import { fill } from '@/components/plans/plan-words';
import { PriceText } from '@/components/plans/price-in-currency';
import { explainMatch } from '@/components/search/explain-match';
import type { SearchWords } from '@/components/search/search-box';
import { Flag } from '@/components/ui/flag';
import { Icon } from '@/components/ui/icon';

type SuggestionsProps = {
  id: string;
  words: SearchWords;
  query: string;
  found: readonly SearchRow[];
  active: number;
  showing: boolean;
  onFollow: () => void;
};

/** What the query may mean, countries before regions, as far as the search found them in that order. */
export function Suggestions({ id, words, query, found, active, showing, onFollow }: SuggestionsProps) {
  const current = found[active];
  return (
    <div hidden={!showing} className="suggestions">
      <div id={`${id}-list`} role="listbox" aria-label={words.label}>
        {found.map((row, index) => (
          <Suggestion
            key={row[0]}
            id={`${id}-${row[0]}`}
            row={row}
            query={query}
            active={index === active}
            words={words}
            onFollow={onFollow}
          />
        ))}
      </div>
      {current ? (
        <p className="suggestion-hint">
          <Icon name="enter" />
          {fill(words.hint, { name: current[1] })}
        </p>
      ) : (
        <p className="px-3 py-2">
          <span className="block font-semibold">{fill(words.none, { query })}</span>
          <span className="text-muted text-small">{words.noneHint}</span>
        </p>
      )}
    </div>
  );
}

type SuggestionProps = {
  id: string;
  row: SearchRow;
  query: string;
  active: boolean;
  words: SearchWords;
  onFollow: () => void;
};

function Suggestion({ id, row, query, active, words, onFollow }: SuggestionProps) {
  const [slug, name, code, from, terms] = row;
  const { typed, completed, because } = explainMatch(name, terms, query);
  const country = /^[A-Z]{2}$/.test(code);
  return (
    <Link
      id={id}
      role="option"
      aria-selected={active}
      tabIndex={-1}
      href={`/${words.locale}/esim/${slug}`}
      prefetch={active}
      onClick={onFollow}
    >
      <Flag code={country ? code : undefined} eager />
      <span className="min-w-0 flex-1">
        <span className="block text-row">
          {typed}
          <strong>{completed}</strong>
        </span>
        <span className="block text-label text-muted">
          {because ?? (country ? words.country : words.region)}
        </span>
      </span>
      <span className="text-small">
        {words.from}{' '}
        <strong>
          <PriceText prices={from} locale={words.locale} />
        </strong>
      </span>
    </Link>
  );
}
