import type { Currency } from '#lib/domain/money';

/** Who a receipt is from. `address`: its lines, none until there is one to print. */
type Seller = { name: string; address: readonly string[]; taxId?: string };

const seller: Seller = { name: 'Landfall', address: [] };

/** Everything a founder may want to change without reading code. */
export const SHOP = {
  name: 'Landfall',
  seller,
  supportHours: '8:00–20:00 CET',
  locales: ['en', 'de'],
  defaultLocale: 'en',
  defaultCurrency: 'EUR',
  /** Such as can be authorised first and captured on delivery; Apple Pay and Google Pay come with `card`. */
  paymentMethods: ['card'],
} as const satisfies { defaultCurrency: Currency } & Record<string, unknown>;

export type Locale = (typeof SHOP.locales)[number];

export function isLocale(value: string): value is Locale {
  return SHOP.locales.some((locale) => locale === value);
}
