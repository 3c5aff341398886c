'use client';

import { useEffect } from 'react';
import '@/app/globals.css';
import { ErrorPanel } from '@/components/layout/error-panel';

/** Stands in for the whole document when even the layout broke. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const locale = globalThis.location?.pathname.split('/')[1] ?? 'en';
  // biome-ignore lint/suspicious/noConsole: the browser's console is where support finds it
  useEffect(() => console.error(error), [error]);
  return (
    <html lang={locale}>
      <body>
        <main>
          <ErrorPanel locale={locale} error={error} retry={retry} />
        </main>
      </body>
    </html>
  );
}
