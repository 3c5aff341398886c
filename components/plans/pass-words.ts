import { getTranslations } from 'next-intl/server';
import {
  FILTER_OPTIONS,
  type FilterGroup,
  type FilterOption,
  GROUP_NAMES,
} from '@/components/plans/plan-filter';
import { type PluralForms, toPluralForms, type UnitWords } from '@/components/plans/plan-words';

export type PassWords = {
  locale: string;
  units: UnitWords;
  days: PluralForms;
  total: string;
  data: string;
  fullSpeed: string;
  validity: string;
  perGb: string;
  perDay: string;
  unknownFigure: string;
  undisclosed: string;
  slowed: string;
  dailyLine: string;
  undisclosedLine: string;
  choose: string;
  chooseLabel: string;
  startFirst: string;
  startUnknown: string;
  speedUnknown: string;
  hotspotYes: string;
  hotspotNo: string;
  hotspotUnknown: string;
  topUpYes: string;
  topUpNo: string;
  topUpUnknown: string;
  callsYes: string;
  listed: PluralForms;
  notSupplied: string;
};

/** Every sentence a pass may need, as plain data: the browser has no message parser. */
export async function readPassWords(locale: string): Promise<PassWords> {
  const [t, common] = await Promise.all([getTranslations('shop.pass'), getTranslations('common')]);
  return {
    locale,
    units: {
      gb: common('units.gb'),
      mb: common('units.mb'),
      gbPerDay: common('units.gbPerDay'),
      mbPerDay: common('units.mbPerDay'),
    },
    days: toPluralForms(locale, (count) => common('units.days', { count })),
    total: common('price.total'),
    data: t('data'),
    fullSpeed: t('fullSpeed'),
    validity: t('validity'),
    perGb: t('perGb'),
    perDay: t('perDay'),
    unknownFigure: t('unknownFigure'),
    undisclosed: t('undisclosed'),
    slowed: t.raw('then'),
    dailyLine: t.raw('dailyLine'),
    undisclosedLine: t('undisclosedLine'),
    choose: t('choose'),
    chooseLabel: t.raw('chooseLabel'),
    startFirst: t('startFirst'),
    startUnknown: t('startUnknown'),
    speedUnknown: t('speedUnknown'),
    hotspotYes: t('hotspotYes'),
    hotspotNo: t('hotspotNo'),
    hotspotUnknown: t('hotspotUnknown'),
    topUpYes: t('topUpYes'),
    topUpNo: t('topUpNo'),
    topUpUnknown: t('topUpUnknown'),
    callsYes: t('callsYes'),
    listed: toPluralForms(locale, (count) => t('listed', { count, area: '{area}' })),
    notSupplied: t.raw('notSupplied'),
  };
}

export type ListWords = {
  count: string;
  countAll: PluralForms;
  sort: string;
  sortTotal: string;
  sortGb: string;
  sortedTotal: string;
  sortedGb: string;
  more: PluralForms;
  filters: string;
  allFilters: string;
  quickFilters: string;
  remove: string;
  clear: string;
  close: string;
  show: PluralForms;
  showNone: string;
  none: string;
  noneHint: string;
  without: string;
  loadFailed: string;
  loadFailedLink: string;
  groups: Record<FilterGroup, string>;
  options: Partial<Record<FilterOption, string>>;
  /** Where an option needs more words outside its group. */
  chips: Partial<Record<FilterOption, string>>;
};

export async function readListWords(locale: string): Promise<ListWords> {
  const t = await getTranslations('shop.list');
  const chips = await getTranslations('shop.list.chips');
  const groups = { data: '', days: '', hotspot: '', start: '', more: '' };
  for (const group of GROUP_NAMES) groups[group] = t(`groups.${group}`);
  return {
    count: t.raw('count'),
    countAll: toPluralForms(locale, (total) => t('countAll', { total })),
    sort: t('sort'),
    sortTotal: t('sortTotal'),
    sortGb: t('sortGb'),
    sortedTotal: t('sortedTotal'),
    sortedGb: t('sortedGb'),
    more: toPluralForms(locale, (count) => t('more', { count })),
    filters: t('filters'),
    allFilters: t('allFilters'),
    quickFilters: t('quickFilters'),
    remove: t.raw('remove'),
    clear: t('clear'),
    close: t('close'),
    show: toPluralForms(locale, (count) => t('show', { count })),
    showNone: t('show', { count: 0 }),
    none: t('none'),
    noneHint: t('noneHint'),
    without: t.raw('without'),
    loadFailed: t('loadFailed'),
    loadFailedLink: t('loadFailedLink'),
    groups,
    options: Object.fromEntries(FILTER_OPTIONS.map((option) => [option, t(`options.${option}`)])),
    chips: {
      days7: chips('days7'),
      days15: chips('days15'),
      days30: chips('days30'),
      hotspotYes: chips('hotspotYes'),
      hotspotUnknown: chips('hotspotUnknown'),
      hotspotNo: chips('hotspotNo'),
      startFirst: chips('startFirst'),
      startUnknown: chips('startUnknown'),
    },
  };
}
