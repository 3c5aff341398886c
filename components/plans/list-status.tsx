'use client';

import { useId } from 'react';
import { optionName } from '@/components/plans/filter-chips';
import type { FilterControls } from '@/components/plans/filter-panel';
import type { ListWords } from '@/components/plans/pass-words';
import type { PlanSort } from '@/components/plans/plan-card';
import { fill, plural } from '@/components/plans/plan-words';
import { Notice } from '@/components/ui/notice';

type ListStatusProps = {
  words: ListWords;
  locale: string;
  shown: number;
  total: number;
  sort: PlanSort;
  onSort: (sort: PlanSort) => void;
  /** Where every plan can be read, when they could not be loaded here. */
  failedHref: string | undefined;
};

/** How many plans, in which order, and why. */
export function ListStatus({ words, locale, shown, total, sort, onSort, failedHref }: ListStatusProps) {
  const id = useId();
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 pb-4 text-small">
        <p className="min-w-0 flex-1 basis-64 text-muted">
          <strong role="status" className="font-semibold text-ink">
            {shown === total
              ? plural(locale, total, words.countAll)
              : `${fill(words.count, { shown, total })}.`}
          </strong>{' '}
          {sort === 'gb' ? words.sortedGb : words.sortedTotal}
        </p>
        <p className="flex items-center gap-2">
          <label htmlFor={id} className="text-muted">
            {words.sort}
          </label>
          <select
            id={id}
            value={sort}
            onChange={(event) => onSort(event.target.value === 'gb' ? 'gb' : 'total')}
            className="min-h-11 rounded-control border border-border-strong bg-surface px-2 font-semibold"
          >
            <option value="total">{words.sortTotal}</option>
            <option value="gb">{words.sortGb}</option>
          </select>
        </p>
      </div>
      {failedHref ? (
        <div className="pb-4">
          <Notice tone="warn" role="alert" title={words.loadFailed}>
            <a href={failedHref} className="link">
              {words.loadFailedLink}
            </a>
          </Notice>
        </div>
      ) : null}
    </>
  );
}

/** Offers to take one filter away at a time. */
export function NoMatch({ chosen, toggle, words }: FilterControls & { words: ListWords }) {
  return (
    <div className="panel p-4">
      <p className="type-h3">{words.none}</p>
      <p className="text-muted text-small">{words.noneHint}</p>
      <div className="flex flex-wrap gap-2 pt-3">
        {chosen.map((option) => (
          <button key={option} type="button" className="chip" onClick={() => toggle(option)}>
            {fill(words.without, { name: optionName(option, words) })}
          </button>
        ))}
      </div>
    </div>
  );
}
