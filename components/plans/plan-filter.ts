import { type PlanCard, totalGigabytes } from '@/components/plans/plan-card';

/** Groups in the order of the panel. Within a group any chosen option suffices; every group must be met. */
export const FILTER_GROUPS = {
  data: ['under5', 'from5', 'over10', 'daily', 'undisclosed'],
  days: ['days7', 'days15', 'days30'],
  hotspot: ['hotspotYes', 'hotspotUnknown', 'hotspotNo'],
  start: ['startFirst', 'startUnknown'],
  more: ['fiveG', 'topUp', 'calls'],
} as const;

export type FilterGroup = keyof typeof FILTER_GROUPS;
export type FilterOption = (typeof FILTER_GROUPS)[FilterGroup][number];

export const GROUP_NAMES = ['data', 'days', 'hotspot', 'start', 'more'] as const satisfies FilterGroup[];
export const FILTER_OPTIONS: readonly FilterOption[] = GROUP_NAMES.flatMap((group) => [
  ...FILTER_GROUPS[group],
]);

const TESTS: Record<FilterOption, (card: PlanCard) => boolean> = {
  under5: (card) => limitedGigabytes(card) < 5,
  from5: (card) => limitedGigabytes(card) >= 5 && limitedGigabytes(card) < 10,
  over10: (card) => limitedGigabytes(card) >= 10,
  daily: (card) => card.data.kind === 'daily',
  undisclosed: (card) => card.data.kind === 'undisclosed',
  days7: (card) => card.days >= 7,
  days15: (card) => card.days >= 15,
  days30: (card) => card.days >= 30,
  hotspotYes: (card) => card.hotspot === true,
  hotspotUnknown: (card) => card.hotspot === undefined,
  hotspotNo: (card) => card.hotspot === false,
  startFirst: (card) => card.startsAtConnection,
  startUnknown: (card) => !card.startsAtConnection,
  fiveG: (card) => card.speed === '5G',
  topUp: (card) => card.topUp === true,
  calls: (card) => card.calls === true,
};

function limitedGigabytes(card: PlanCard): number {
  return card.data.kind === 'limited' ? (totalGigabytes(card) ?? Number.NaN) : Number.NaN;
}

/** What fits; of plans that are the same thing the first one that does. */
export function filterCards(cards: readonly PlanCard[], chosen: readonly FilterOption[]): PlanCard[] {
  const fits = (card: PlanCard) => GROUP_NAMES.every((group) => meets(card, group, chosen));
  return cards.flatMap((card) => [card, ...(card.equals ?? [])].find(fits) ?? []);
}

function meets(card: PlanCard, group: FilterGroup, chosen: readonly FilterOption[]): boolean {
  const asked = FILTER_GROUPS[group].filter((option) => chosen.includes(option));
  // "More" lists features, each of which is wanted; the other groups list alternatives.
  if (group === 'more') return asked.every((option) => TESTS[option](card));
  return asked.length === 0 || asked.some((option) => TESTS[option](card));
}

/** How many plans each option would leave, given the choices in the other groups. */
export function countOptions(
  cards: readonly PlanCard[],
  chosen: readonly FilterOption[],
): Record<FilterOption, number> {
  const counts = GROUP_NAMES.flatMap((group) => {
    const others = chosen.filter((option) => group === 'more' || !isIn(group, option));
    return FILTER_GROUPS[group].map(
      (option) => [option, filterCards(cards, [...others, option]).length] as const,
    );
  });
  return { ...NO_COUNTS, ...Object.fromEntries(counts) };
}

const NO_COUNTS: Record<FilterOption, number> = {
  under5: 0,
  from5: 0,
  over10: 0,
  daily: 0,
  undisclosed: 0,
  days7: 0,
  days15: 0,
  days30: 0,
  hotspotYes: 0,
  hotspotUnknown: 0,
  hotspotNo: 0,
  startFirst: 0,
  startUnknown: 0,
  fiveG: 0,
  topUp: 0,
  calls: 0,
};

function isIn(group: FilterGroup, option: FilterOption): boolean {
  return FILTER_GROUPS[group].some((other) => other === option);
}
