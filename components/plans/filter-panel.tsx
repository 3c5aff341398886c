'use client';

import type { ListWords } from '@/components/plans/pass-words';
import { FILTER_GROUPS, type FilterOption, GROUP_NAMES } from '@/components/plans/plan-filter';

export type FilterControls = {
  chosen: readonly FilterOption[];
  counts: Record<FilterOption, number>;
  toggle: (option: FilterOption) => void;
};

/** Every filter with the number of plans it would leave; what would leave none cannot be chosen. */
export function FilterPanel({ chosen, counts, toggle, words }: FilterControls & { words: ListWords }) {
  return (
    <div className="filter-panel">
      {GROUP_NAMES.map((group) => (
        <fieldset key={group}>
          <legend>{words.groups[group]}</legend>
          {FILTER_GROUPS[group].map((option) => {
            const checked = chosen.includes(option);
            return (
              <label key={option}>
                <input
                  type="checkbox"
                  checked={checked}
                  disabled={!checked && counts[option] === 0}
                  onChange={() => toggle(option)}
                />
                <span>{words.options[option]}</span>
                <small>{counts[option]}</small>
              </label>
            );
          })}
        </fieldset>
      ))}
    </div>
  );
}
