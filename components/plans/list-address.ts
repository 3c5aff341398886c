import type { PlanSort } from '@/components/plans/plan-card';
import { FILTER_OPTIONS, type FilterOption } from '@/components/plans/plan-filter';

export type ListState = { chosen: readonly FilterOption[]; sort: PlanSort };

/** The list's state from a query string; what is not ours is ignored. */
export function readListState(search: string): ListState {
  const parameters = new URLSearchParams(search);
  const asked = (parameters.get('filter') ?? '').split('.');
  return {
    chosen: FILTER_OPTIONS.filter((option) => asked.includes(option)),
    sort: parameters.get('sort') === 'gb' ? 'gb' : 'total',
  };
}

/** The query string that leads back to this state, empty for the list as it comes. */
export function toListQuery({ chosen, sort }: ListState): string {
  const parts = [
    ...(chosen.length > 0 ? [`filter=${chosen.join('.')}`] : []),
    ...(sort === 'gb' ? ['sort=gb'] : []),
  ];
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}
