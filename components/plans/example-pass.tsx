import { getTranslations } from 'next-intl/server';
import { isKnownCountry } from '#lib/domain/country';
import type { HomePage } from '#lib/domain/place';
import { FinderMarks } from '@/components/plans/finder-marks';
import { type PlanCard, toPlanCard } from '@/components/plans/plan-card';
import { dataParts } from '@/components/plans/plan-words';
import { PerGigabyte, PriceFigure } from '@/components/plans/price-in-currency';
import { Flag } from '@/components/ui/flag';
import { Icon } from '@/components/ui/icon';
import { Perforation } from '@/components/ui/perforation';

type ExamplePassProps = { example: NonNullable<HomePage['example']>; locale: string };

/** A plan on sale now, shown as what one gets, hanging over the edge of the sign. */
export async function ExamplePass({ example: { plan, place }, locale }: ExamplePassProps) {
  const [t, common] = await Promise.all([getTranslations('shop.home'), getTranslations('common')]);
  const card = toPlanCard(plan);
  return (
    <article className="panel example-pass paper">
      <header className="flex items-center gap-3.5 px-6 pt-5">
        <Flag code={place.kind === 'country' && isKnownCountry(place.code) ? place.code : undefined} />
        <div>
          <h2 className="font-[640] text-large/6 tracking-[-0.02em]">{place.name}</h2>
          <p className="text-label text-muted">{card.speed ?? common('notStated')}</p>
        </div>
      </header>
      <ExampleFigures card={card} locale={locale} />
      <p className="flex items-center gap-2 px-6 py-4 text-small">
        <Icon name={card.startsAtConnection ? 'start' : 'unknown'} />
        {card.startsAtConnection ? t('exampleStart') : t('exampleStartUnknown')}
      </p>
      <Perforation />
      <div className="flex items-end justify-between gap-4 px-6 pt-4 pb-5">
        <div>
          <p className="text-label text-muted">{common('price.totalTitle')}</p>
          <p className="text-[2.75rem]/12">
            <PriceFigure prices={card.prices} locale={locale} size="example" />
          </p>
          <p className="text-label text-muted">
            <PerGigabyte card={card} locale={locale} otherwise="" /> / {common('units.gb')}
          </p>
        </div>
        <FinderMarks caption={t('exampleQr')} />
      </div>
    </article>
  );
}

async function ExampleFigures({ card, locale }: { card: PlanCard; locale: string }) {
  const [t, common] = await Promise.all([getTranslations('shop.pass'), getTranslations('common.units')]);
  const units = {
    gb: common('gb'),
    mb: common('mb'),
    gbPerDay: common('gbPerDay'),
    mbPerDay: common('mbPerDay'),
  };
  const data = dataParts(card.data, locale, units);
  return (
    <dl className="grid grid-cols-2 gap-4 px-6 pt-4 tabular">
      <div>
        <dt className="text-label text-muted">{t('data')}</dt>
        <dd className="figure">
          {data ? (
            <>
              <b>{data.figure}</b> {data.unit}
            </>
          ) : (
            t('undisclosed')
          )}
        </dd>
      </div>
      <div>
        <dt className="text-label text-muted">{t('validity')}</dt>
        <dd className="figure">
          <b>{card.days}</b> {common('days', { count: card.days })}
        </dd>
      </div>
    </dl>
  );
}
