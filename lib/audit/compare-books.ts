import { TIMING } from '#lib/config/timing';
import type { BookDifference, BooksStore } from '#lib/db/books-store';
import type { Log } from '#lib/observability/log';
import type { BookedPurchase, EsimProvider } from '#lib/providers/port';

export type BooksDeps = { books: BooksStore; now: () => Date; log: Log };

/**
 * Compares what a wholesaler has in its books with what we have in ours, and keeps what ours do not explain for the
 * audit. `unreadable`: its key may not read the books. Throws when they could not be read this time.
 */
export async function compareBooks(
  { books, now, log }: BooksDeps,
  provider: Pick<EsimProvider, 'id' | 'readBooks'>,
): Promise<'compared' | 'unreadable'> {
  const { lookBack, settled, answerLost } = TIMING.books;
  const to = new Date(now().getTime() - settled);
  const lookedBack = new Date(to.getTime() - lookBack);
  const beginning = (await books.readBeginning()) ?? to;
  if (beginning >= to) return 'compared';
  const from = beginning > lookedBack ? beginning : lookedBack;
  const read = await provider.readBooks(from);
  if (!read.ok && read.error.kind === 'rejected') {
    log.warn('The books of a wholesaler may not be read', {
      provider: provider.id,
      reason: read.error.reason,
    });
    return 'unreadable';
  }
  if (!read.ok) throw new Error(`The books of ${provider.id} could not be read: ${read.error.kind}`);
  const booked = read.value.filter(({ bookedAt }) => bookedAt >= from && bookedAt < to);
  const known = await books.findKnown(
    provider.id,
    booked.map(({ ref }) => ref),
  );
  const unclear = await books.listUnclear(provider.id, {
    from: new Date(from.getTime() - answerLost),
    to: new Date(to.getTime() + answerLost),
  });
  await books.keepDifferences(provider.id, findBookDifferences({ booked, known, unclear }));
  return 'compared';
}

/**
 * `known`: references that are ours. `unclear`: when calls were sent whose answer, with the reference, was lost. One
 * that is listed twice with the same time was met on two pages, not bought twice.
 */
export function findBookDifferences(input: {
  booked: readonly BookedPurchase[];
  known: ReadonlySet<string>;
  unclear: readonly Date[];
}): BookDifference[] {
  const unclear = [...input.unclear];
  const byRef = Map.groupBy(input.booked, ({ ref }) => ref);
  return [...byRef].flatMap(([ref, bookings]): BookDifference[] => {
    const times = [...new Set(bookings.map(({ bookedAt }) => bookedAt.getTime()))];
    const detail = `booked ${times.map((time) => new Date(time).toISOString()).join(', ')}`;
    const doubled = times.length > 1 ? [{ ref, kind: 'doubled' as const, detail }] : [];
    if (input.known.has(ref)) return doubled;
    const call = unclear.findIndex((sentAt) =>
      times.some((time) => Math.abs(time - sentAt.getTime()) <= TIMING.books.answerLost),
    );
    // Each lost answer stands for one purchase at the most.
    if (call >= 0) unclear.splice(call, 1);
    return call >= 0 ? doubled : [...doubled, { ref, kind: 'unknown', detail }];
  });
}
