import type { EsimSummary } from '#lib/domain/order-view';

/** An account's eSIMs by what one can still do with them: in use first, then waiting, the rest folded away. */
export type SortedEsims = Record<'active' | 'waiting' | 'past', readonly EsimSummary[]>;

export function sortEsims(esims: readonly EsimSummary[]): SortedEsims {
  const groups = Object.groupBy(esims, groupOf);
  return { active: groups.active ?? [], waiting: groups.waiting ?? [], past: groups.past ?? [] };
}

function groupOf({ meter, profileState }: EsimSummary): keyof SortedEsims {
  if (meter.face === 'ended' || profileState === 'removed' || profileState === 'expired') return 'past';
  return meter.face === 'not_started' || meter.face === 'waiting_for_first_reading' ? 'waiting' : 'active';
}
