import { getTranslations } from 'next-intl/server';
import { CURRENCIES, type Currency } from '#lib/domain/money';
import { ButtonLink } from '@/components/ui/button';
import { Sign } from '@/components/ui/sign';

type CannotBuyProps = {
  reason: 'plan_unknown' | 'plan_withdrawn' | 'currency_not_offered' | 'not_sellable';
  planId: string;
  currency: Currency;
  locale: string;
};

/** Said before anything is asked: this plan cannot be paid for now, and where to go instead. */
export async function CannotBuy({ reason, planId, currency, locale }: CannotBuyProps) {
  const t = await getTranslations('checkout.unavailable');
  const [instead] = CURRENCIES.filter((candidate) => candidate !== currency);
  return (
    <>
      <Sign title={t(reason, { currency })}>
        <p className="max-w-xl pb-2 text-board-muted text-large">{t(`${reason}Body`, { currency })}</p>
      </Sign>
      <div className="wrap flex flex-col gap-3 py-6 tablet:flex-row wide:py-10">
        <ButtonLink href={`/${locale}/destinations`}>{t('all')}</ButtonLink>
        {reason === 'currency_not_offered' && instead ? (
          <ButtonLink href={`/${locale}/checkout/${planId}?currency=${instead}`} variant="quiet">
            {t('payIn', { currency: instead })}
          </ButtonLink>
        ) : null}
      </div>
    </>
  );
}
