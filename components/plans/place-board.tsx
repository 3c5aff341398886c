import { getTranslations } from 'next-intl/server';
import { PlaceRow, type PlaceRowData } from '@/components/plans/place-row';

type PlaceBoardProps = { rows: readonly PlaceRowData[]; locale: string; likely?: number };

/** Places as a departure board. The first `likely` rows are fetched ahead in full. */
export async function PlaceBoard({ rows, locale, likely = 0 }: PlaceBoardProps) {
  const t = await getTranslations('common.price');
  return (
    <ul className="board-list">
      {rows.map((place, index) => (
        <PlaceRow key={place.slug} place={place} locale={locale} from={t('from')} likely={index < likely} />
      ))}
    </ul>
  );
}
