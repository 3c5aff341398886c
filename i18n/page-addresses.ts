import { type Locale, SHOP } from '#lib/config/shop';

/** Canonical address and the same page in the other languages; `path` follows the locale: "/esim/japan". */
export function pageAddresses(locale: Locale, path: string) {
  const languages = Object.fromEntries(SHOP.locales.map((other) => [other, `/${other}${path}`]));
  return {
    canonical: `/${locale}${path}`,
    languages: { ...languages, 'x-default': `/${SHOP.defaultLocale}${path}` },
  };
}
