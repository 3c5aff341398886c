'use client';

import { usePreference } from '@/components/ui/use-preference';

/** The chosen currency's code; three letters wide from the start. */
export function CurrencyCode({ fallback }: { fallback: string }) {
  return <span>{usePreference('currency') ?? fallback}</span>;
}

/** The chosen theme's name. */
export function ThemeName({ words }: { words: { system: string; light: string; dark: string } }) {
  const theme = usePreference('theme');
  return <span>{theme === 'light' || theme === 'dark' ? words[theme] : words.system}</span>;
}
