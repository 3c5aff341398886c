import type { Locale } from '#lib/config/shop';
import { countryName } from '#lib/domain/country';
import type { PlanSnapshot } from '#lib/domain/order';
import { type DataAllowance, GIGABYTE, MEGABYTE, type PlanPlace } from '#lib/domain/plan';
import { assertNever } from '#lib/domain/result';
import { fillCount, fillText, mailTexts } from '#lib/emails/mail-texts';

/** A bought plan in the words of a mail. */
export type PlanWords = { place: string; data: string; days: string; title: string; start: string };

export function planWords(plan: PlanSnapshot, locale: Locale): PlanWords {
  const texts = mailTexts(locale);
  const place = placeWords(plan.place, locale);
  const data = dataWords(plan.data, locale);
  const days = fillCount(texts.days, { count: plan.validityDays, locale });
  const title = fillText(texts.planTitle, { place, data, days });
  const start = plan.start === 'first_connection' ? texts.startFirstConnection : texts.startNotStated;
  return { place, data, days, title, start };
}

function placeWords(place: PlanPlace, locale: Locale): string {
  return place.kind === 'country' ? countryName(place.code, locale) : mailTexts(locale).regions[place.region];
}

function dataWords(data: DataAllowance, locale: Locale): string {
  const texts = mailTexts(locale);
  switch (data.kind) {
    case 'limited':
      return amount(data.bytes, locale);
    case 'daily':
      return fillText(texts.dataDaily, {
        amount: amount(data.bytesPerDay, locale),
        kbps: new Intl.NumberFormat(locale).format(data.thenKbps),
      });
    case 'undisclosed':
      return texts.dataUndisclosed;
    default:
      return assertNever(data);
  }
}

function amount(bytes: number, locale: Locale): string {
  const [value, unit] = bytes < GIGABYTE ? [bytes / MEGABYTE, 'MB'] : [bytes / GIGABYTE, 'GB'];
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value)} ${unit}`;
}
