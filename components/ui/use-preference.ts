'use client';

import { useSyncExternalStore } from 'react';

const CHANGED = 'landfall:preference';

/**
 * A choice kept in this browser only, so that pages stay the same for everyone. The server and the first
 * render see `undefined`; so does a browser that refuses storage.
 */
export function usePreference(key: string): string | undefined {
  return useSyncExternalStore(
    subscribe,
    () => readPreference(key),
    () => undefined,
  );
}

export function writePreference(key: string, value: string | undefined) {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch (error) {
    // Storage is blocked: the choice holds for this page only.
    session.set(key, value);
    if (!(error instanceof DOMException)) throw error;
  }
  dispatchEvent(new Event(CHANGED));
}

const session = new Map<string, string | undefined>();

function readPreference(key: string): string | undefined {
  if (session.has(key)) return session.get(key);
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

function subscribe(onChange: () => void) {
  addEventListener(CHANGED, onChange);
  addEventListener('storage', onChange);
  return () => {
    removeEventListener(CHANGED, onChange);
    removeEventListener('storage', onChange);
  };
}
