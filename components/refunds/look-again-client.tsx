'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';

const FIRST_MS = 3_000;
const SLOWEST_MS = 60_000;
const MOST_LOOKS = 40;

/** Has the server draw the page anew from time to time, ever slower, while something on it is about to change. */
export function LookAgain() {
  const router = useRouter();
  const [looks, setLooks] = useState(0);

  useEffect(() => {
    if (looks >= MOST_LOOKS) return;
    const timer = setTimeout(
      () => {
        if (document.visibilityState === 'visible') router.refresh();
        setLooks(looks + 1);
      },
      Math.min(SLOWEST_MS, FIRST_MS * 1.3 ** looks),
    );
    return () => clearTimeout(timer);
  }, [looks, router]);

  return null;
}
