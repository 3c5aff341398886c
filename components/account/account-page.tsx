import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { AccountView, EsimSummary } from '#lib/domain/order-view';
import { AuthButton } from '@/components/account/auth-button-client';
import { EmptyAccount } from '@/components/account/empty-account';
import { EsimCard } from '@/components/account/esim-card';
import { OrderList } from '@/components/account/order-list';
import { type SortedEsims, sortEsims } from '@/components/account/sort-esims';
import { whichEsim } from '@/components/account/which-esim';
import { planWords } from '@/components/orders/plan-words';
import { Icon } from '@/components/ui/icon';
import { Panel } from '@/components/ui/panel';
import { Sign } from '@/components/ui/sign';

type AccountPageProps = { account: AccountView; locale: string; now: Date };

/** Everything bought with a verified address: what is in use first, what is over folded. */
export async function AccountPage({ account, locale, now }: AccountPageProps) {
  const t = await getTranslations('account');
  const sorted = sortEsims(account.esims);
  const empty = account.orders.length === 0;
  return (
    <>
      <Sign title={t('title')} {...(!empty && { facts: await accountFacts(account, sorted, locale) })}>
        <p className="break-words text-board-muted text-large">{account.email}</p>
      </Sign>
      <div className="wrap space-y-5 py-5 wide:space-y-8 wide:py-9">
        {empty ? <EmptyAccount email={account.email} locale={locale} /> : null}
        <EsimCards
          esims={[...sorted.active, ...sorted.waiting]}
          orders={account.orders}
          locale={locale}
          now={now}
        />
        {sorted.past.length > 0 ? (
          <PastEsims esims={sorted.past} orders={account.orders} locale={locale} now={now} />
        ) : null}
        <div className="grid items-start gap-8 wide:grid-cols-[1fr_372px]">
          {empty ? null : (
            <section aria-labelledby="orders" className="min-w-0 space-y-4">
              <h2 id="orders" className="type-h2">
                {t('orders')}
              </h2>
              <OrderList orders={account.orders} locale={locale} />
            </section>
          )}
          <Leaving locale={locale} />
        </div>
      </div>
    </>
  );
}

async function accountFacts({ orders }: AccountView, sorted: SortedEsims, locale: string) {
  const t = await getTranslations('account.facts');
  const order = await getTranslations('order');
  const places = (esims: readonly EsimSummary[]) => {
    const names = new Set(esims.map(({ plan }) => planWords(plan, { t: order, locale }).place));
    return esims.length === 0 ? t('none') : `${esims.length}, ${[...names].join(', ')}`;
  };
  return [
    { label: t('active'), value: places(sorted.active) },
    { label: t('waiting'), value: places(sorted.waiting) },
    { label: t('past'), value: places(sorted.past) },
    { label: t('orders'), value: String(orders.length) },
  ];
}

type CardsProps = {
  esims: readonly EsimSummary[];
  orders: AccountView['orders'];
  locale: string;
  now: Date;
};

async function EsimCards({ esims, orders, locale, now }: CardsProps) {
  if (esims.length === 0) return null;
  const [t, order] = await Promise.all([getTranslations('account'), getTranslations('order')]);
  const labels = { details: t('details'), codes: t('esim.open') };
  return (
    <div className="grid gap-5 tablet:grid-cols-2 wide:grid-cols-3">
      {esims.map((esim) => (
        <EsimCard
          key={esim.id}
          esim={esim}
          words={planWords(esim.plan, { t: order, locale })}
          which={whichEsim(esim, { orders, t: order })}
          now={now}
          locale={locale}
          labels={labels}
        />
      ))}
    </div>
  );
}

async function PastEsims({ esims, orders, locale, now }: CardsProps) {
  const [t, order] = await Promise.all([getTranslations('account'), getTranslations('order')]);
  const places = new Set(esims.map(({ plan }) => planWords(plan, { t: order, locale }).place));
  return (
    <details className="group">
      <summary className="panel flex min-h-14 items-center gap-3 px-4 font-semibold marker:content-none">
        <Icon name="chevron-forward" className="size-5 transition-transform group-open:rotate-90" />
        <span className="flex-1">{t('past', { count: esims.length })}</span>
        <span className="font-normal text-muted text-small">{[...places].join(', ')}</span>
      </summary>
      <div className="mt-4">
        <EsimCards esims={esims} orders={orders} locale={locale} now={now} />
      </div>
    </details>
  );
}

async function Leaving({ locale }: { locale: string }) {
  const t = await getTranslations('account');
  return (
    <Panel className="space-y-3 p-4">
      <AuthButton action="/api/auth/signout" returnTo={`/${locale}`} failed={t('signIn.failed')}>
        <Icon name="sign-out" />
        {t('signOut')}
      </AuthButton>
      <p className="text-muted text-small">{t('signOutBody')}</p>
      <Link
        href={`/${locale}/orders`}
        className="link inline-flex min-h-11 items-center font-semibold text-small"
      >
        {t('empty.find')}
      </Link>
    </Panel>
  );
}
