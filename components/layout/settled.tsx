'use client';

import { useEffect } from 'react';

/** Shows prices again once the page's script has put the chosen currency into them. */
export function Settled() {
  useEffect(() => {
    delete document.documentElement.dataset.settling;
  }, []);
  return null;
}
