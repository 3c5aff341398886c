import type { MetadataRoute } from 'next';
import { readPlaces } from '#lib/catalogue/cached';
import { readEnv } from '#lib/config/env';
import { SHOP } from '#lib/config/shop';

/** Browsing pages in every language. Single plans are left out: they come and go with the wholesalers. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const places = await readPlaces(SHOP.defaultLocale);
  const paths = [
    '',
    '/destinations',
    '/help',
    '/legal/privacy',
    ...places.map(({ slug }) => `/esim/${slug}`),
  ];
  return paths.map((path) => ({
    url: address(SHOP.defaultLocale, path),
    alternates: { languages: others(path) },
  }));
}

function others(path: string): Record<string, string> {
  return Object.fromEntries(SHOP.locales.map((locale) => [locale, address(locale, path)]));
}

function address(locale: string, path: string): string {
  return new URL(`/${locale}${path}`, readEnv().APP_URL).href;
}
