import type { useTranslations } from 'next-intl';
import { assertNever } from '#lib/domain/result';
import { dataText } from '@/components/esims/data-amount';
import type { MeterAnswerWire, MeterWire } from '@/components/esims/meter/meter-wire';
import type { MeteredPlan } from '@/components/esims/meter/usage-meter';
import type { Tone } from '@/components/ui/badge';
import type { IconName } from '@/components/ui/icon';

export type MeterTranslator = ReturnType<typeof useTranslations<'order.meter'>>;
export type MeterWords = { t: MeterTranslator; locale: string };

/** The state in a word or two, for the plate beside the place. */
export function meterState(
  meter: MeterWire,
  { t, locale }: MeterWords,
): { tone: Tone; icon: IconName; text: string } {
  if ('readAt' in meter && meter.readAt.stale && meter.face !== 'ended')
    return { tone: 'warn', icon: 'offline', text: t('stale') };
  switch (meter.face) {
    case 'waiting_for_first_reading':
      return { tone: 'info', icon: 'wait', text: t('waiting') };
    case 'not_started':
      return { tone: 'info', icon: 'start', text: t('notStarted') };
    case 'counting':
      return meter.level === 'low'
        ? { tone: 'warn', icon: 'warn', text: t('low', { percent: percentLeft(meter, locale) }) }
        : { tone: 'ok', icon: 'allowed', text: t('active') };
    case 'unlimited':
      return { tone: 'ok', icon: 'allowed', text: t('active') };
    case 'used_up':
      return { tone: 'danger', icon: 'no', text: t('usedUp') };
    case 'ended':
      return { tone: 'neutral', icon: 'allowed', text: t('ended') };
    default:
      return assertNever(meter);
  }
}

function percentLeft(meter: { remainingBytes: number; totalBytes: number }, locale: string): string {
  const percent = Math.max(1, Math.round((meter.remainingBytes / meter.totalBytes) * 100));
  return new Intl.NumberFormat(locale).format(percent);
}

type LineInput = { answer: MeterAnswerWire; plan: MeteredPlan; words: MeterWords };

/** The second line: of how much, or under which rule. */
export function meterLine({ answer, plan, words: { t, locale } }: LineInput): string {
  const { meter } = answer;
  switch (meter.face) {
    case 'waiting_for_first_reading':
      return t('waitingBody');
    case 'not_started':
      return notStartedLine({ answer, plan, words: { t, locale } });
    case 'counting': {
      const total = dataText(meter.totalBytes, locale);
      const used = dataText(meter.totalBytes - meter.remainingBytes, locale, meter.totalBytes);
      return meter.readAt.stale ? t('ofThen', { total }) : t('of', { total, used });
    }
    case 'unlimited':
      return unlimitedLine(plan, { t, locale });
    case 'used_up':
      return t('allUsed', { total: dataText(meter.totalBytes, locale) });
    case 'ended':
      return meter.totalBytes === undefined
        ? t('endedBody')
        : t('ofThen', { total: dataText(meter.totalBytes, locale) });
    default:
      return assertNever(meter);
  }
}

function notStartedLine({ answer, plan, words: { t } }: LineInput): string {
  const start =
    plan.start === 'first_connection'
      ? t('notStartedFirst', { days: plan.days })
      : t('notStartedUnknown', { days: plan.days });
  return answer.profileState === 'installed' ? `${t('notStartedInstalled')} ${start}` : start;
}

function unlimitedLine({ data }: MeteredPlan, { t, locale }: MeterWords): string {
  if (data.kind !== 'daily') return data.kind === 'undisclosed' ? t('undisclosedRule') : t('notReported');
  const kbps = new Intl.NumberFormat(locale).format(data.thenKbps);
  return t('dailyRule', { amount: dataText(data.bytesPerDay, locale), kbps });
}
