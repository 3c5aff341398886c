'use client';

import { assertNever } from '#lib/domain/result';
import { dataAmount, dataText } from '@/components/esims/data-amount';
import { HatchedBar, MeterBar } from '@/components/esims/meter/meter-bar';
import type { MeterWire } from '@/components/esims/meter/meter-wire';
import type { MeterWords } from '@/components/esims/meter/meter-words';

type MeterPictureProps = { meter: MeterWire; tone: 'paper' | 'sign'; words: MeterWords };

/** The bar, where there is something to draw to scale: none for a plan that has no total. */
export function MeterPicture({ meter, tone, words }: MeterPictureProps) {
  switch (meter.face) {
    case 'waiting_for_first_reading':
    case 'not_started':
      return <HatchedBar tone={tone} />;
    case 'counting': {
      const fill = meter.readAt.stale ? 'faded' : meter.level === 'low' ? 'low' : 'full';
      return <Bar meter={meter} fill={fill} tone={tone} words={words} />;
    }
    case 'used_up':
      return <Bar meter={{ ...meter, remainingBytes: 0 }} fill="full" tone={tone} words={words} />;
    case 'ended': {
      const { totalBytes, remainingBytes } = meter;
      if (totalBytes === undefined || remainingBytes === undefined) return null;
      return <Bar meter={{ totalBytes, remainingBytes }} fill="faded" tone={tone} words={words} />;
    }
    case 'unlimited':
      return null;
    default:
      return assertNever(meter);
  }
}

type BarProps = {
  meter: { totalBytes: number; remainingBytes: number };
  fill: 'full' | 'low' | 'faded';
  tone: 'paper' | 'sign';
  words: MeterWords;
};

function Bar({ meter: { totalBytes, remainingBytes }, fill, tone, words: { t, locale } }: BarProps) {
  const total = dataText(totalBytes, locale);
  const left = dataText(remainingBytes, locale, totalBytes);
  return (
    <MeterBar
      totalBytes={totalBytes}
      remainingBytes={remainingBytes}
      fill={fill}
      tone={tone}
      label={t('title')}
      valueText={t('valueText', { left, total })}
      scale={['0', dataAmount(totalBytes / 2, locale, totalBytes).figure, total]}
    />
  );
}
