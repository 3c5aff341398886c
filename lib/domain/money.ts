/** The currencies the shop sells in, in the order in which price lists are stored and sent. */
export const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'JPY', 'AUD', 'CAD', 'KWD'] as const;
export type Currency = (typeof CURRENCIES)[number];

/** An amount in whole smallest units: 1290 EUR is €12.90, 1290 JPY is ¥1290, 1290 KWD is 1.290 dinars. */
export type Money = { minor: number; currency: Currency };

/** An amount in any ISO 4217 currency a wholesaler may use. `exponent` = decimals of `minor`. */
export type WholesaleAmount = { minor: number; currency: string; exponent: number };

/** Retail prices of one plan, smallest units; a currency without a fresh rate is absent. */
export type PriceList = Partial<Record<Currency, number>>;

const EXPONENTS: Record<Currency, number> = {
  EUR: 2,
  USD: 2,
  GBP: 2,
  CHF: 2,
  JPY: 0,
  AUD: 2,
  CAD: 2,
  KWD: 3,
};

export function isCurrency(value: unknown): value is Currency {
  return CURRENCIES.some((currency) => currency === value);
}

/** Decimals of the currency's smallest unit (ISO 4217). */
export function currencyExponent(currency: Currency): number {
  return EXPONENTS[currency];
}

/** In which steps of the smallest unit a card can be charged and refunded: dinars only by ten fils. */
export function smallestStep(currency: Currency): number {
  return EXPONENTS[currency] === 3 ? 10 : 1;
}

export function money(minor: number, currency: Currency): Money {
  if (!Number.isSafeInteger(minor)) throw new Error(`Not an amount in smallest units: ${minor}`);
  return { minor, currency };
}

export function priceIn(prices: PriceList, currency: Currency): Money | undefined {
  const minor = prices[currency];
  return minor === undefined ? undefined : money(minor, currency);
}

/** "€12.90" in the manner of the locale; always with the currency's own decimals. */
export function formatMoney(amount: Money, locale: string): string {
  return formatter(amount.currency, locale).format(toMajor(amount));
}

/** The parts of a price for a large numeral: what stands before the cents, the cents, what follows. */
export function priceParts(amount: Money, locale: string): { lead: string; cents: string; tail: string } {
  const parts = formatter(amount.currency, locale).formatToParts(toMajor(amount));
  const cut = parts.findIndex((part) => part.type === 'decimal');
  if (cut === -1) return { lead: parts.map((part) => part.value).join(''), cents: '', tail: '' };
  const text = (slice: typeof parts) => slice.map((part) => part.value).join('');
  return {
    lead: text(parts.slice(0, cut)),
    cents: text(parts.slice(cut, cut + 2)),
    tail: text(parts.slice(cut + 2)),
  };
}

/** For display and `Intl` only; never calculate with the result. */
export function toMajor(amount: Money): number {
  return amount.minor / 10 ** EXPONENTS[amount.currency];
}

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(currency: Currency, locale: string): Intl.NumberFormat {
  const key = `${locale}:${currency}`;
  const cached = formatters.get(key);
  if (cached) return cached;
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  });
  formatters.set(key, made);
  return made;
}
