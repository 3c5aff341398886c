import { describe, expect, it } from 'vitest';
import { refreshChangedPages } from '#lib/catalogue/refresh-changed-pages';

/** A process whose pages show `served` until they are refreshed. */
function process({ stored, served }: { stored: string; served: string }) {
  let shown = served;
  return {
    plans: { readRevision: async () => stored },
    fetchServedRevision: async () => shown,
    refreshPages: async () => {
      shown = stored;
    },
  };
}

describe('refreshChangedPages', () => {
  it('refreshes pages that show another catalogue than the stored one, once', async () => {
    const deps = process({ stored: 'b', served: 'a' });
    expect([await refreshChangedPages(deps), await refreshChangedPages(deps)]).toEqual([
      'refreshed',
      'unchanged',
    ]);
  });

  it('keeps the pages of a build that is as new as the catalogue', async () => {
    expect(await refreshChangedPages(process({ stored: 'a', served: 'a' }))).toBe('unchanged');
  });

  it('fills the pages of a build that had no database', async () => {
    expect(await refreshChangedPages(process({ stored: 'a', served: 'none' }))).toBe('refreshed');
  });
});
