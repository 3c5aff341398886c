import { notFound } from 'next/navigation';
import { locale as rootLocale } from 'next/root-params';
import { isLocale, type Locale } from '#lib/config/shop';

/** The URL's locale; an unknown one ends the page as not found. */
export async function requireLocale(): Promise<Locale> {
  const locale = await rootLocale();
  if (locale === undefined || !isLocale(locale)) notFound();
  return locale;
}
