'use client';

import { type ReactNode, useSyncExternalStore } from 'react';
import type { SumWords } from '@/components/checkout/sum-words';

/** `className`: which of several a style sheet shows. */
export type SumVersion = { key: string; words: SumWords; className: string };

/**
 * What is said about the money: once scripts run, what is true of the choice. Before, and without them, a choice that
 * differs from the one the page was made for cannot be added up; then the price of each is said (`checkout.css`).
 */
export function useSumVersions(chosen: SumWords, each: SumWords): readonly SumVersion[] {
  const live = useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
  if (live) return [{ key: 'chosen', words: chosen, className: '' }];
  return [
    { key: 'chosen', words: chosen, className: 'if-unchanged' },
    { key: 'each', words: each, className: 'if-changed' },
  ];
}

function subscribe() {
  return () => undefined;
}

type SumVersionsProps = { versions: readonly SumVersion[]; render: (words: SumWords) => ReactNode };

export function SumVersions({ versions, render }: SumVersionsProps) {
  return versions.map(({ key, words, className }) => (
    <span key={key} className={`block ${className}`}>
      {render(words)}
    </span>
  ));
}
