import type { EsimSummary } from '#lib/domain/order-view';
import { LiveMeter } from '@/components/esims/meter/live-meter-client';
import { toMeterWire } from '@/components/esims/meter/meter-wire';
import type { PlanWords } from '@/components/orders/plan-words';
import { Flag } from '@/components/ui/flag';

type EsimMeterProps = {
  esim: EsimSummary;
  words: PlanWords;
  /** "eSIM 2 of 3", where an order has several. */
  which: string | undefined;
  tone: 'paper' | 'sign';
  now: Date;
};

/** The live meter of an eSIM under its place. */
export function EsimMeter({ esim, words, which, tone, now }: EsimMeterProps) {
  const { id, meter, profileState, usageEveryMinutes, plan } = esim;
  const heading =
    tone === 'paper' ? (
      <h3 className="flex items-center gap-3 font-semibold">
        <Flag code={words.flag} />
        <span>
          {words.place}
          {which ? <span className="block font-normal text-muted text-small">{which}</span> : null}
        </span>
      </h3>
    ) : (
      <span className="flex items-center gap-3 text-board-muted text-small">
        <Flag code={words.flag} size="small" eager />
        {which ? `${words.title}, ${which}` : words.title}
      </span>
    );
  return (
    <LiveMeter
      esimId={id}
      first={{
        meter: toMeterWire(meter),
        profileState,
        ...(usageEveryMinutes !== undefined && { usageEveryMinutes }),
        now: now.toISOString(),
      }}
      plan={{ data: plan.data, days: words.days, start: plan.start }}
      tone={tone}
      heading={heading}
    />
  );
}
