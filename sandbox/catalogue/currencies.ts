import { referenceRates } from '../rates/reference-rates.ts';

/** The Kuwaiti dinar has three decimals, and the ECB publishes no rate for it. */
const perEuro: Readonly<Record<string, string>> = { ...referenceRates, EUR: '1', KWD: '0.35461' };

const exponents: Readonly<Record<string, number>> = { JPY: 0, KWD: 3 };

/** Euro cents in another currency's smallest unit; `exponent` is that currency's number of decimals. */
export function toCurrency(euroCents: number, currency: string): { value: number; exponent: number } {
  const rate = perEuro[currency];
  if (!rate) throw new Error(`The catalogue has no rate for ${currency}`);
  const exponent = exponents[currency] ?? 2;
  return { value: Math.max(1, Math.round((euroCents / 100) * Number(rate) * 10 ** exponent)), exponent };
}
