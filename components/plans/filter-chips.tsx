'use client';

import type { FilterControls } from '@/components/plans/filter-panel';
import type { ListWords } from '@/components/plans/pass-words';
import type { FilterOption } from '@/components/plans/plan-filter';
import { fill } from '@/components/plans/plan-words';
import { Icon } from '@/components/ui/icon';

const PROMOTED: readonly FilterOption[] = ['days7', 'over10', 'daily', 'hotspotYes', 'fiveG'];

type FilterChipsProps = FilterControls & { words: ListWords; onAll: () => void };

/** What is applied, removable, and the filters most people want, above the list. */
export function FilterChips({ chosen, counts, toggle, words, onAll }: FilterChipsProps) {
  const others = PROMOTED.filter((option) => !chosen.includes(option) && counts[option] > 0);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would not scroll sideways
    <div role="group" aria-label={words.quickFilters} className="filter-chips">
      <button type="button" className="chip wide:hidden" onClick={onAll}>
        <Icon name="filters" />
        {words.allFilters}
      </button>
      {chosen.map((option) => (
        <button
          key={option}
          type="button"
          className="chip"
          data-on=""
          aria-label={fill(words.remove, { name: optionName(option, words) })}
          onClick={() => toggle(option)}
        >
          {optionName(option, words)}
          <Icon name="close" className="size-3.5" />
        </button>
      ))}
      {others.map((option) => (
        <button
          key={option}
          type="button"
          className="chip"
          aria-pressed={false}
          onClick={() => toggle(option)}
        >
          {optionName(option, words)}
          <small>{counts[option]}</small>
        </button>
      ))}
    </div>
  );
}

/** An option's words where its group's title is not in sight. */
export function optionName(option: FilterOption, words: ListWords): string {
  return words.chips[option] ?? words.options[option] ?? option;
}
