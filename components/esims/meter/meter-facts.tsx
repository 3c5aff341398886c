'use client';

import type { MeterWire } from '@/components/esims/meter/meter-wire';
import type { MeterWords } from '@/components/esims/meter/meter-words';
import { LocalTime } from '@/components/orders/local-time-client';
import { Icon } from '@/components/ui/icon';

type MeterFactsProps = { meter: MeterWire; words: MeterWords };

/** When the plan ends or has ended, where the network partner says so. */
export function MeterFacts({ meter, words: { t, locale } }: MeterFactsProps) {
  const [key, iso] =
    meter.face === 'ended'
      ? (['endedAt', meter.endedAt] as const)
      : (['endsAt', 'endsAt' in meter ? meter.endsAt : undefined] as const);
  if (iso === undefined) return null;
  return (
    <p className="flex gap-2 text-small">
      <Icon name="calendar" className="mt-0.5 size-4" />
      <span>{t.rich(key, { time: () => <LocalTime iso={iso} format="dayTime" locale={locale} /> })}</span>
    </p>
  );
}
