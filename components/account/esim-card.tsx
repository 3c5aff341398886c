import type { EsimSummary } from '#lib/domain/order-view';
import { codesHref } from '@/components/account/codes-href';
import { EsimMeter } from '@/components/account/esim-meter';
import type { PlanWords } from '@/components/orders/plan-words';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';

type EsimCardProps = {
  esim: EsimSummary;
  words: PlanWords;
  /** "eSIM 2 of 3", where the order has several. */
  which: string | undefined;
  now: Date;
  locale: string;
  labels: { details: string; codes: string };
};

/** One eSIM in the account: its meter, and the way to its codes. */
export function EsimCard({ esim, words, which, now, locale, labels }: EsimCardProps) {
  const waiting = esim.meter.face === 'not_started' || esim.meter.face === 'waiting_for_first_reading';
  const codes = { href: codesHref(esim, locale), label: labels.codes } as const;
  const details = { href: `/${locale}/account/esims/${esim.id}`, label: labels.details } as const;
  const acts = waiting ? [codes, details] : [details, codes];
  return (
    <Panel as="article" className="flex flex-col justify-between gap-5 p-4">
      <EsimMeter esim={esim} words={words} which={which} tone="paper" now={now} />
      <div className="flex flex-wrap gap-3">
        {acts.map(({ href, label }, index) => (
          <ButtonLink
            key={href}
            href={href}
            variant={index === 0 ? 'soft' : 'quiet'}
            size="small"
            prefetch={false}
          >
            {label}
          </ButtonLink>
        ))}
      </div>
    </Panel>
  );
}
