'use client';

import { useEffect, useState } from 'react';

/** The server's clock in milliseconds, moving on: a wrong phone clock does not show a wrong wait. */
export function useServerNow(nowIso: string, everyMs: number): number {
  const [tick, setTick] = useState({ nowIso, elapsedMs: 0 });
  useEffect(() => {
    const startedAt = Date.now();
    const timer = setInterval(() => setTick({ nowIso, elapsedMs: Date.now() - startedAt }), everyMs);
    return () => clearInterval(timer);
  }, [nowIso, everyMs]);
  return Date.parse(nowIso) + (tick.nowIso === nowIso ? tick.elapsedMs : 0);
}
