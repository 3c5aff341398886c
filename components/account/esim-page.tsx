import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { AccountView, EsimSummary } from '#lib/domain/order-view';
import { codesHref } from '@/components/account/codes-href';
import { EsimMeter } from '@/components/account/esim-meter';
import { whichEsim } from '@/components/account/which-esim';
import { ArrivalSteps } from '@/components/esims/arrival-steps';
import { planWords } from '@/components/orders/plan-words';
import { ButtonLink } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Panel } from '@/components/ui/panel';

type EsimPageProps = { esim: EsimSummary; orders: AccountView['orders']; locale: string; now: Date };

/** One eSIM of the account: its figure is the page. */
export async function EsimPage({ esim, orders, locale, now }: EsimPageProps) {
  const [t, order] = await Promise.all([getTranslations('account.esim'), getTranslations('order')]);
  const words = planWords(esim.plan, { t: order, locale });
  return (
    <>
      <div className="board">
        <div className="wrap pt-1 pb-6 wide:pb-9">
          <Link
            href={`/${locale}/account`}
            className="inline-flex min-h-11 items-center gap-2 text-board-muted text-small"
          >
            <Icon name="arrow-back" />
            {t('back')}
          </Link>
          <h1 className="sr-only">{t('documentTitle', { place: words.place })}</h1>
          <div className="max-w-2xl">
            <EsimMeter
              esim={esim}
              words={words}
              which={whichEsim(esim, { orders, t: order })}
              tone="sign"
              now={now}
            />
          </div>
        </div>
      </div>
      <div className="wrap py-5 wide:py-9">
        <div className="max-w-2xl space-y-5">
          <Panel>
            <h2 className="sr-only">{t('facts')}</h2>
            <dl className="flex flex-wrap justify-between gap-x-6 gap-y-3">
              <Fact label={t('validity')} value={words.days} />
              <Fact label={t('number')} value={esim.orderNumber} />
            </dl>
          </Panel>
          <ButtonLink href={codesHref(esim, locale)} block prefetch={false}>
            {t('open')}
          </ButtonLink>
          <ArrivalSteps start={esim.plan.start} days={words.days} t={order} />
        </div>
      </div>
    </>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt className="text-label text-muted">{label}</dt>
      <dd className="type-h3 tabular">{value}</dd>
    </div>
  );
}
