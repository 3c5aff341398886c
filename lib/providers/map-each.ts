import type { ProviderId } from '#lib/domain/plan';
import type { Log } from '#lib/observability/log';

/** One item of a partner's list in our words, or the short name of why it cannot be used. */
export type Mapped<T> = { ok: true; value: T } | { ok: false; skipped: string };

type MapEachInput<T> = {
  items: readonly unknown[];
  map: (item: unknown) => Mapped<T>;
  provider: ProviderId;
  /** What the items are, for the log: "offers". */
  what: string;
  log: Log;
};

/** Maps a list item by item: one that cannot be used is left out and counted in the log, the others go on. */
export function mapEach<T>({ items, map, provider, what, log }: MapEachInput<T>): readonly T[] {
  const kept: T[] = [];
  const skipped = new Map<string, number>();
  for (const item of items) {
    const mapped = map(item);
    if (mapped.ok) kept.push(mapped.value);
    else skipped.set(mapped.skipped, (skipped.get(mapped.skipped) ?? 0) + 1);
  }
  for (const [reason, count] of skipped) log.warn(`${what} left out`, { provider, reason, count });
  return kept;
}
