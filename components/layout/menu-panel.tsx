'use client';

import type { MouseEvent, ReactNode } from 'react';

/** The popover's box. It closes itself when a link in it is followed, for the layout stays when the page changes. */
export function MenuPanel({ label, children }: { label: string; children: ReactNode }) {
  function closeAfterLink(event: MouseEvent<HTMLElement>) {
    const followed = event.target instanceof Element && event.target.closest('a');
    if (followed) event.currentTarget.hidePopover();
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: following a link by keyboard is a click too
    <section
      id="menu"
      popover="auto"
      aria-label={label}
      onClick={closeAfterLink}
      className="paper fixed inset-auto end-2 top-2 m-0 max-h-[calc(100dvh-1rem)] w-[min(22rem,calc(100vw-1rem))] overflow-y-auto rounded-sheet border border-border bg-raised p-4 shadow-lift wide:end-[max(1.5rem,calc(50vw-35rem))] wide:top-16"
    >
      {children}
    </section>
  );
}
