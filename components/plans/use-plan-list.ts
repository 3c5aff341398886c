'use client';

import { useEffect, useRef, useState } from 'react';
import { type ListState, readListState, toListQuery } from '@/components/plans/list-address';
import type { PlanCard } from '@/components/plans/plan-card';

export type SectionKey = 'own' | 'regional' | 'global';
export type AllPlans = Record<SectionKey, PlanCard[]>;
export type Loading = 'not_asked' | 'loading' | 'failed';

const AS_IT_COMES: ListState = { chosen: [], sort: 'total' };

/** The list's state, kept in the address without a navigation, and read from it once the page is alive. */
export function useListState(onRestored: () => void): [ListState, (next: ListState) => void] {
  const [state, setState] = useState(AS_IT_COMES);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page comes alive
  useEffect(() => {
    const restored = readListState(location.search);
    if (restored.chosen.length === 0 && restored.sort === 'total') return;
    setState(restored);
    onRestored();
  }, []);

  function change(next: ListState) {
    setState(next);
    history.replaceState(null, '', `${location.pathname}${toListQuery(next)}${location.hash}`);
  }
  return [state, change];
}

/** Every plan of the place, fetched when someone begins to filter, sort or ask for more; the page holds the first ones. */
export function useAllPlans(address: string) {
  const [plans, setPlans] = useState<AllPlans>();
  const [loading, setLoading] = useState<Loading>('not_asked');
  const asked = useRef(false);

  async function load() {
    if (asked.current) return;
    asked.current = true;
    setLoading('loading');
    try {
      const response = await fetch(address);
      if (!response.ok) throw new Error(`${address} answered ${response.status}`);
      setPlans(await response.json());
    } catch (error) {
      // biome-ignore lint/suspicious/noConsole: the browser's console is where support finds it
      console.warn('The full list of plans could not be loaded', error);
      setLoading('failed');
      asked.current = false;
    }
  }
  return { plans, loading, load };
}
