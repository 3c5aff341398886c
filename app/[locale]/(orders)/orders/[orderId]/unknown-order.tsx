import { getTranslations } from 'next-intl/server';
import { findOrderAction } from '@/app/[locale]/(orders)/orders/actions';
import { FindOrderPanel } from '@/components/orders/find-order-panel';
import { Sign } from '@/components/ui/sign';
import { requireLocale } from '@/i18n/require-locale';

/** One answer for an order that does not exist, is not the visitor's, or whose link is too old. */
export async function UnknownOrder() {
  const locale = await requireLocale();
  const t = await getTranslations('order.unknown');
  return (
    <>
      <Sign title={t('title')}>
        <p className="max-w-xl pb-2 text-board-muted text-large">{t('body')}</p>
      </Sign>
      <div className="wrap py-5 wide:py-10">
        <div className="max-w-xl">
          <FindOrderPanel action={findOrderAction} locale={locale} />
        </div>
      </div>
    </>
  );
}
