import type { DataAllowance } from '#lib/domain/plan';
import { assertNever } from '#lib/domain/result';
import type { Difference } from '#lib/domain/substitute';
import { dataText } from '@/components/esims/data-amount';
import type { OrderTranslator } from '@/components/orders/plan-words';

type Language = { t: OrderTranslator; locale: string };

/** One difference of a substitute: what it is about, what was chosen, and what one gets. */
export type DifferenceWords = { label: string; had: string; has: string };

export function differenceWords(difference: Difference, language: Language): DifferenceWords {
  const { t } = language;
  return { label: t(`substitute.labels.${difference.kind}`), ...bothSides(difference, language) };
}

function bothSides(difference: Difference, { t, locale }: Language): { had: string; has: string } {
  switch (difference.kind) {
    case 'data':
      return onBoth(difference, (data) => dataWords(data, { t, locale }));
    case 'days':
      return onBoth(difference, (count) => t('plan.days', { count }));
    case 'countries':
      return onBoth(difference, (count) => t('substitute.countries', { count }));
    case 'start':
      return onBoth(difference, (start) => t(`substitute.start.${start}`));
    case 'hotspot':
    case 'topUp':
      return onBoth(difference, (stated) => t(`substitute.${difference.kind}.${stated}`));
    case 'speeds':
      return onBoth(difference, (speeds) => speeds?.join(', ') ?? t('substitute.notStated'));
    default:
      return assertNever(difference);
  }
}

function onBoth<Value>({ had, has }: { had: Value; has: Value }, toWords: (value: Value) => string) {
  return { had: toWords(had), has: toWords(has) };
}

function dataWords(data: DataAllowance, { t, locale }: Language): string {
  switch (data.kind) {
    case 'limited':
      return dataText(data.bytes, locale);
    case 'daily':
      return t('substitute.daily', {
        amount: dataText(data.bytesPerDay, locale),
        kbps: new Intl.NumberFormat(locale).format(data.thenKbps),
      });
    case 'undisclosed':
      return t('plan.undisclosed');
    default:
      return assertNever(data);
  }
}
