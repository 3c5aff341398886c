'use client';

import { useRef, useState } from 'react';
import type { SearchRow } from '#lib/domain/place';

/** The places one can search for, fetched once when someone turns to the search field. */
export function useSearchIndex(address: string) {
  const [rows, setRows] = useState<readonly SearchRow[]>();
  const asked = useRef(false);

  async function prepare() {
    if (asked.current) return;
    asked.current = true;
    try {
      const response = await fetch(address);
      if (!response.ok) throw new Error(`${address} answered ${response.status}`);
      setRows(await response.json());
    } catch (error) {
      // The plain form still works; the next keystroke tries again.
      // biome-ignore lint/suspicious/noConsole: the browser's console is where support finds it
      console.warn('The search index could not be loaded', error);
      asked.current = false;
    }
  }
  return { rows, prepare };
}
