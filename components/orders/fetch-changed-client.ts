'use client';

/** What a small JSON route says now; `gone` when it does not exist for this visitor. */
export type Polled = { kind: 'changed'; body: unknown } | { kind: 'unchanged' } | { kind: 'gone' };

/** Remembers one route's ETag, so that an unchanged answer is 304 and empty. */
export function createPoller(url: string): (signal: AbortSignal) => Promise<Polled> {
  let etag: string | undefined;
  return async (signal) => {
    const response = await fetch(url, {
      cache: 'no-store',
      signal,
      headers: { accept: 'application/json', ...(etag && { 'if-none-match': etag }) },
    });
    if (response.status === 304) return { kind: 'unchanged' };
    if (response.status === 404) return { kind: 'gone' };
    if (!response.ok) throw new Error(`Polling answered ${response.status}`);
    etag = response.headers.get('etag') ?? undefined;
    return { kind: 'changed', body: await response.json() };
  };
}
