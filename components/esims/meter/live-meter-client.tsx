'use client';

import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { type MeterAnswerWire, meterAnswerWire } from '@/components/esims/meter/meter-wire';
import { meterState } from '@/components/esims/meter/meter-words';
import { type MeteredPlan, UsageMeter } from '@/components/esims/meter/usage-meter';
import { createPoller } from '@/components/orders/fetch-changed-client';
import { Badge } from '@/components/ui/badge';

type LiveMeterProps = {
  esimId: string;
  /** What the server knew when it drew the page. */
  first: MeterAnswerWire;
  plan: MeteredPlan;
  tone: 'paper' | 'sign';
  /** Stands left of the state's plate: the place with its flag. */
  heading: ReactNode;
};

const WATCH_MS = 30_000;

/** A meter that looks again every half minute while somebody looks at it, until the plan is over. */
export function LiveMeter(props: LiveMeterProps) {
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <Watched {...props} />
    </QueryClientProvider>
  );
}

function Watched({ esimId, first, plan, tone, heading }: LiveMeterProps) {
  const t = useTranslations('order.meter');
  const locale = useLocale();
  const [read] = useState(() => createMeterReader(esimId, first));
  const usage = useQuery({
    queryKey: ['esim-usage', esimId],
    queryFn: ({ signal }) => read(signal),
    initialData: first,
    staleTime: WATCH_MS,
    retry: false,
    refetchInterval: ({ state }) => (state.data?.meter.face === 'ended' ? false : WATCH_MS),
  });
  const state = meterState(usage.data.meter, { t, locale });
  return (
    <div>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-3 gap-y-2">
        <div className="min-w-0">{heading}</div>
        {tone === 'paper' ? (
          <Badge tone={state.tone} icon={state.icon}>
            {state.text}
          </Badge>
        ) : (
          <span className="font-semibold text-small">{state.text}</span>
        )}
      </div>
      <UsageMeter answer={usage.data} plan={plan} tone={tone} />
      {usage.isError ? (
        <p role="status" className="mt-2 text-small text-warn">
          {t('unreachable')}
        </p>
      ) : null}
    </div>
  );
}

function createMeterReader(esimId: string, first: MeterAnswerWire) {
  const poll = createPoller(`/api/esims/${esimId}/usage`);
  let last = first;
  return async (signal: AbortSignal): Promise<MeterAnswerWire> => {
    const answer = await poll(signal);
    if (answer.kind === 'gone') throw new Error('This eSIM is not shown to this visitor any more');
    if (answer.kind === 'changed') last = meterAnswerWire.parse(answer.body);
    return last;
  };
}
