import { CURRENCIES, type Currency, type Money, money, type PriceList, priceIn } from '#lib/domain/money';
import { type DataAllowance, GIGABYTE, MEGABYTE } from '#lib/domain/plan';
import { type PlanCard, totalGigabytes } from '@/components/plans/plan-card';

export type UnitWords = { gb: string; mb: string; gbPerDay: string; mbPerDay: string };

/** "10" and "GB", "500" and "MB/day"; `undefined` where the limit is not disclosed. */
export function dataParts(
  data: DataAllowance,
  locale: string,
  units: UnitWords,
): { figure: string; unit: string } | undefined {
  if (data.kind === 'undisclosed') return undefined;
  const bytes = data.kind === 'daily' ? data.bytesPerDay : data.bytes;
  const [gb, mb] = data.kind === 'daily' ? [units.gbPerDay, units.mbPerDay] : [units.gb, units.mb];
  return bytes < GIGABYTE
    ? { figure: decimal(bytes / MEGABYTE, locale, 0), unit: mb }
    : { figure: decimal(bytes / GIGABYTE, locale, 1), unit: gb };
}

/** "512 kbps", "1.5 Mbps". */
export function speedText(kbps: number, locale: string): string {
  return kbps < 1000 ? `${kbps} kbps` : `${decimal(kbps / 1000, locale, 1)} Mbps`;
}

export function decimal(value: number, locale: string, digits: number): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
}

/** The price in the chosen currency, else in one that is known; a plan on sale has at least one. */
export function chosenPrice(prices: PriceList, currency: Currency): Money | undefined {
  return [currency, ...CURRENCIES]
    .map((candidate) => priceIn(prices, candidate))
    .find((price) => price !== undefined);
}

/** Price per full-speed gigabyte, to the nearest smallest unit; `undefined` where the limit is not disclosed. */
export function perGigabyte(price: Money, card: Pick<PlanCard, 'data' | 'days'>): Money | undefined {
  const gigabytes = totalGigabytes(card);
  return gigabytes ? money(Math.round(price.minor / gigabytes), price.currency) : undefined;
}

export function perDay(price: Money, days: number): Money {
  return money(Math.round(price.minor / days), price.currency);
}

/** Puts values into a sentence with named places: `fill('then {speed}', { speed: '512 kbps' })`. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** A sentence for each plural form the language has, made on the server so that the browser needs no message parser. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** `write` gets a number and must leave it out or write it as digits, which become the place `{count}`. */
export function toPluralForms(locale: string, write: (count: number) => string): PluralForms {
  const rules = new Intl.PluralRules(locale);
  const examples: Partial<Record<Intl.LDMLPluralRule, number>> = {};
  for (let count = 111; count >= 1; count -= 1) examples[rules.select(count)] = count;
  const forms = Object.entries(examples).map(([form, count]) => [
    form,
    write(count).replace(String(count), '{count}'),
  ]);
  return { other: '', ...Object.fromEntries(forms) };
}

export function plural(locale: string, count: number, forms: PluralForms): string {
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other;
  return fill(form, { count: decimal(count, locale, 0) });
}
