'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { ReadAtWire } from '@/components/esims/meter/meter-wire';
import { LocalTime } from '@/components/orders/local-time-client';
import { useServerNow } from '@/components/orders/use-server-now-client';
import { Icon } from '@/components/ui/icon';

type ReadingAgeProps = {
  readAt: ReadAtWire;
  now: string;
  everyMinutes: number | undefined;
  /** The figure goes down while one uses it, so the phone may be ahead of it. */
  counting: boolean;
  tone: 'paper' | 'sign';
};

/** How old the figure is: "measured" is the network's time, "checked" is ours. A stale one says so at full strength. */
export function ReadingAge({ readAt, now, everyMinutes, counting, tone }: ReadingAgeProps) {
  const t = useTranslations('order.meter');
  const locale = useLocale();
  const nowMs = useServerNow(now, 30_000);
  const age = useAgeWords(Math.max(0, nowMs - Date.parse(readAt.at)));
  const sameDay = nowMs - Date.parse(readAt.at) < 18 * 3_600_000;
  const time = () => <LocalTime iso={readAt.at} format={sameDay ? 'clock' : 'dayTime'} locale={locale} />;
  if (readAt.stale) {
    return (
      <div className="space-y-2 text-small">
        <p className={`flex gap-2 font-semibold ${tone === 'paper' ? 'text-warn' : 'text-board-ink'}`}>
          <Icon name="warn" className="mt-0.5 size-4" />
          <span>{t.rich('lastReading', { time, age })}</span>
        </p>
        <p className="flex gap-2">
          <Icon name="allowed" className="mt-0.5 size-4" />
          {t('notAffected')}
        </p>
      </div>
    );
  }
  return (
    <p className={`flex gap-2 text-small ${tone === 'paper' ? 'text-muted' : 'text-board-muted'}`}>
      <Icon name="clock" className="mt-0.5 size-4" />
      <span>
        {t.rich(readAt.kind, { time, age })}
        {everyMinutes ? ` ${t('every', { minutes: everyMinutes })}` : ''}
        {counting ? ` ${t('phoneDiffers')}` : ''}
      </span>
    </p>
  );
}

function useAgeWords(ageMs: number): string {
  const t = useTranslations('order.meter');
  const minutes = Math.floor(ageMs / 60_000);
  if (minutes < 1) return t('ageNow');
  if (minutes < 60) return t('ageMinutes', { minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return t('ageHours', { hours, minutes: minutes % 60 });
  return t('ageDays', { days: Math.floor(hours / 24) });
}
