/**
 * `Retry-After` in milliseconds: seconds, or a date measured against the answer's own `Date` header so that a wrong
 * clock on either side does not matter. `undefined` when absent or unreadable.
 */
export function readRetryAfterMs(
  retryAfter: string | undefined,
  date: string | undefined,
): number | undefined {
  if (retryAfter === undefined) return undefined;
  if (/^\d{1,6}$/.test(retryAfter.trim())) return Number(retryAfter) * 1000;
  const waitMs = Date.parse(retryAfter) - Date.parse(date ?? '');
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : undefined;
}
