'use client';

import { assertNever } from '#lib/domain/result';
import { type DataAmount, dataAmount } from '@/components/esims/data-amount';
import type { MeterAnswerWire, MeterWire } from '@/components/esims/meter/meter-wire';
import { type MeterWords, meterLine } from '@/components/esims/meter/meter-words';
import type { MeteredPlan } from '@/components/esims/meter/usage-meter';

type MeterFigureProps = {
  answer: MeterAnswerWire;
  plan: MeteredPlan;
  tone: 'paper' | 'sign';
  words: MeterWords;
};

/** The large numeral with its unit, and one line that says of what. */
export function MeterFigure({ answer, plan, tone, words }: MeterFigureProps) {
  const figure = figureOf(answer.meter, plan, words);
  return (
    <div>
      {figure ? (
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className={tone === 'sign' ? 'type-figure-sign tabular' : 'type-figure-panel tabular'}>
            {figure.amount.figure}
          </span>
          <span
            className={`font-[640] tracking-tight ${tone === 'sign' ? 'text-[1.75rem]/9' : 'text-large'}`}
          >
            {figure.unit}
          </span>
        </p>
      ) : null}
      <p
        className={`${figure ? 'mt-3' : ''} text-small ${tone === 'sign' ? 'text-board-muted' : 'text-muted'}`}
      >
        {meterLine({ answer, plan, words })}
      </p>
    </div>
  );
}

type Figure = { amount: DataAmount; unit: string };

function figureOf(meter: MeterWire, plan: MeteredPlan, { t, locale }: MeterWords): Figure | undefined {
  const amountOf = (bytes: number, unitOf = bytes) => dataAmount(bytes, locale, unitOf);
  switch (meter.face) {
    case 'waiting_for_first_reading': {
      if (plan.data.kind !== 'limited') return undefined;
      const amount = amountOf(plan.data.bytes);
      return { amount, unit: t('unitBought', { unit: amount.unit }) };
    }
    case 'not_started': {
      if (meter.totalBytes === undefined) return undefined;
      const amount = amountOf(meter.totalBytes);
      return { amount, unit: t('unitWaiting', { unit: amount.unit }) };
    }
    case 'counting': {
      const amount = amountOf(meter.remainingBytes, meter.totalBytes);
      return { amount, unit: t(meter.readAt.stale ? 'unitLeftThen' : 'unitLeft', { unit: amount.unit }) };
    }
    case 'unlimited': {
      if (meter.usedBytes === undefined) return undefined;
      const amount = amountOf(meter.usedBytes);
      return { amount, unit: t('unitUsed', { unit: amount.unit }) };
    }
    case 'used_up': {
      const amount = amountOf(0, meter.totalBytes);
      return { amount, unit: t('unitLeft', { unit: amount.unit }) };
    }
    case 'ended': {
      if (meter.remainingBytes === undefined) return undefined;
      const amount = amountOf(meter.remainingBytes, meter.totalBytes ?? meter.remainingBytes);
      return { amount, unit: t('unitUnused', { unit: amount.unit }) };
    }
    default:
      return assertNever(meter);
  }
}
