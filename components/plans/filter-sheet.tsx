'use client';

import type { RefObject } from 'react';
import { type FilterControls, FilterPanel } from '@/components/plans/filter-panel';
import type { ListWords } from '@/components/plans/pass-words';
import { plural } from '@/components/plans/plan-words';
import { buttonClass } from '@/components/ui/button-class';
import { Icon } from '@/components/ui/icon';

type FilterSheetProps = FilterControls & {
  sheet: RefObject<HTMLDialogElement | null>;
  /** Its content exists only while it is open. */
  open: boolean;
  onClose: () => void;
  words: ListWords;
  locale: string;
  shown: number;
  clear: () => void;
};

/** All filters on a phone; it stays open until told to close, and says how many plans are left. */
export function FilterSheet({
  sheet,
  open,
  onClose,
  words,
  locale,
  shown,
  clear,
  ...controls
}: FilterSheetProps) {
  return (
    <dialog ref={sheet} aria-label={words.filters} onClose={onClose} className="filter-sheet">
      <div className="flex items-center justify-between ps-4 pe-2 pt-2">
        <h2 className="type-h3">{words.filters}</h2>
        <button
          type="button"
          aria-label={words.close}
          className="grid size-11 place-items-center"
          onClick={() => sheet.current?.close()}
        >
          <Icon name="close" className="size-5" />
        </button>
      </div>
      <div className="flex-1 overflow-y-auto px-4 pb-4">
        {open ? <FilterPanel {...controls} words={words} /> : null}
      </div>
      <div className="flex gap-3 border-border border-t p-3">
        <button type="button" className={buttonClass({ variant: 'quiet' })} onClick={clear}>
          {words.clear}
        </button>
        <button
          type="button"
          className={buttonClass({ className: 'flex-1' })}
          onClick={() => sheet.current?.close()}
        >
          {shown === 0 ? words.showNone : plural(locale, shown, words.show)}
        </button>
      </div>
    </dialog>
  );
}
