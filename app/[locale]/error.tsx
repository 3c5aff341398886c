'use client';

import { useParams } from 'next/navigation';
import { useEffect } from 'react';
import { ErrorPanel } from '@/components/layout/error-panel';

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const { locale } = useParams();
  // biome-ignore lint/suspicious/noConsole: the browser's console is where support finds it
  useEffect(() => console.error(error), [error]);
  return <ErrorPanel locale={typeof locale === 'string' ? locale : 'en'} error={error} retry={retry} />;
}
