import { getTranslations } from 'next-intl/server';
import { toPluralForms } from '@/components/plans/plan-words';
import type { SearchWords } from '@/components/search/search-box';

export async function readSearchWords(locale: string): Promise<SearchWords> {
  const [t, common] = await Promise.all([getTranslations('shop.search'), getTranslations('common')]);
  return {
    locale,
    label: t('label'),
    submit: t('submit'),
    country: t('country'),
    region: t('region'),
    hint: t.raw('hint'),
    from: common('price.from'),
    results: toPluralForms(locale, (count) => t('results', { count })),
    none: t.raw('none'),
    noneHint: t('noneHint'),
  };
}
