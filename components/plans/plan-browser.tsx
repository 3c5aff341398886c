'use client';

import { useRef, useState } from 'react';
import { FilterChips } from '@/components/plans/filter-chips';
import { FilterPanel } from '@/components/plans/filter-panel';
import { FilterSheet } from '@/components/plans/filter-sheet';
import { ListStatus, NoMatch } from '@/components/plans/list-status';
import type { ListWords, PassWords } from '@/components/plans/pass-words';
import { type PlanCard, sortCards } from '@/components/plans/plan-card';
import { countOptions, type FilterOption, filterCards } from '@/components/plans/plan-filter';
import { PlanSection } from '@/components/plans/plan-section';
import { type SectionKey, useAllPlans, useListState } from '@/components/plans/use-plan-list';

export type PlanSectionData = { key: SectionKey; title: string; first: readonly PlanCard[]; total: number };

type PlanBrowserProps = {
  sections: readonly PlanSectionData[];
  /** How many plans each filter would leave, before any is chosen. */
  counts: Record<FilterOption, number>;
  /** Answers every plan of the place as JSON. */
  plansAddress: string;
  allHref: string;
  pass: PassWords;
  list: ListWords;
};

/** The plans of a place with filters and sort. The first ones are in the page, the others come when asked for. */
export function PlanBrowser({ sections, counts, plansAddress, allHref, pass, list }: PlanBrowserProps) {
  const { plans, loading, load } = useAllPlans(plansAddress);
  const [state, setState] = useListState(load);
  const [expanded, setExpanded] = useState<readonly SectionKey[]>([]);
  const sheet = useRef<HTMLDialogElement>(null);
  const [sheetOpen, setSheetOpen] = useState(false);

  const everything = plans && sections.flatMap(({ key }) => plans[key]);
  const shownCounts = everything ? countOptions(everything, state.chosen) : counts;
  const total = sections.reduce((sum, section) => sum + section.total, 0);
  const views = sections.map((section) => {
    const all = plans && sortCards(filterCards(plans[section.key], state.chosen), state.sort);
    const cards = all ?? section.first;
    const open = expanded.includes(section.key);
    return {
      ...section,
      found: all ? all.length : section.total,
      cards: open ? cards : cards.slice(0, section.first.length),
    };
  });
  const shown = views.reduce((sum, view) => sum + view.found, 0);

  function toggle(option: FilterOption) {
    const without = state.chosen.filter((other) => other !== option);
    const chosen = without.length < state.chosen.length ? without : [...without, option];
    setState({ ...state, chosen });
    load();
  }

  function openSheet() {
    setSheetOpen(true);
    sheet.current?.showModal();
  }

  function clear() {
    setState({ ...state, chosen: [] });
  }

  const controls = { chosen: state.chosen, counts: shownCounts, toggle };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only fetches ahead; every act is on a control inside
    <div className="plan-browser" onPointerEnter={load} onFocus={load}>
      <aside className="max-wide:hidden">
        <FilterPanel {...controls} words={list} />
      </aside>
      <div className="min-w-0" aria-busy={loading === 'loading' && !plans}>
        <FilterChips {...controls} words={list} onAll={openSheet} />
        <ListStatus
          words={list}
          locale={pass.locale}
          shown={shown}
          total={total}
          sort={state.sort}
          onSort={(sort) => {
            setState({ ...state, sort });
            load();
          }}
          failedHref={loading === 'failed' ? allHref : undefined}
        />
        {shown === 0 ? <NoMatch {...controls} words={list} /> : null}
        {views
          .filter(({ found }) => found > 0)
          .map(({ key, title, cards, found }) => (
            <PlanSection
              key={key}
              id={key}
              title={title}
              cards={cards}
              total={found}
              words={pass}
              more={list.more}
              allHref={`${allHref}#${key}`}
              onMore={() => {
                load();
                setExpanded([...expanded, key]);
              }}
            />
          ))}
      </div>
      <FilterSheet
        {...controls}
        sheet={sheet}
        open={sheetOpen}
        onClose={() => setSheetOpen(false)}
        words={list}
        locale={pass.locale}
        shown={shown}
        clear={clear}
      />
    </div>
  );
}
