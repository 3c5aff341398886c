import { locale as rootLocale } from 'next/root-params';
import { getRequestConfig } from 'next-intl/server';
import { isLocale, SHOP } from '#lib/config/shop';
import { loadMessages } from '@/i18n/load-messages';

/** Words for the locale of the URL; where there is none to read (actions, routes), for the one that is named. */
export default getRequestConfig(async ({ locale: named }) => {
  const asked = named ?? (await rootLocale());
  const locale = asked !== undefined && isLocale(asked) ? asked : SHOP.defaultLocale;
  return { locale, timeZone: 'UTC', messages: await loadMessages(locale) };
});
