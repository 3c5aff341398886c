import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';

/** The words of the live meters, which are drawn in the browser too. */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const { order } = await getMessages();
  return (
    <NextIntlClientProvider messages={{ order: { meter: order.meter } }}>{children}</NextIntlClientProvider>
  );
}
