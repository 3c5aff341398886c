'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { DataAllowance } from '#lib/domain/plan';
import { MeterFacts } from '@/components/esims/meter/meter-facts';
import { MeterFigure } from '@/components/esims/meter/meter-figure';
import { MeterPicture } from '@/components/esims/meter/meter-picture';
import type { MeterAnswerWire } from '@/components/esims/meter/meter-wire';
import { ReadingAge } from '@/components/esims/meter/reading-age-client';

/** What of the bought plan the meter's sentences need. */
export type MeteredPlan = {
  data: DataAllowance;
  /** "30 days", from the server. */
  days: string;
  start: 'first_connection' | 'not_stated';
};

export type UsageMeterProps = { answer: MeterAnswerWire; plan: MeteredPlan; tone: 'paper' | 'sign' };

/** One meter with its honest faces. It shows what the reading says, and how old that is, and guesses nothing. */
export function UsageMeter({ answer, plan, tone }: UsageMeterProps) {
  const t = useTranslations('order.meter');
  const locale = useLocale();
  const { meter, now, usageEveryMinutes } = answer;
  const words = { t, locale };
  return (
    <div className="space-y-4">
      <MeterFigure answer={answer} plan={plan} tone={tone} words={words} />
      <MeterPicture meter={meter} tone={tone} words={words} />
      <MeterFacts meter={meter} words={words} />
      {'readAt' in meter ? (
        <ReadingAge
          readAt={meter.readAt}
          now={now}
          everyMinutes={usageEveryMinutes}
          counting={meter.face === 'counting'}
          tone={tone}
        />
      ) : null}
    </div>
  );
}
