import type { PrismaClient } from '#lib/db/generated/client';
import { toLineOfKey } from '#lib/domain/order';
import type { ProviderId } from '#lib/domain/plan';

export type BooksStore = ReturnType<typeof createBooksStore>;

type Span = { from: Date; to: Date };
export type PlacedPurchase = { ref: string; at: Date };
/** `ref`: our key where the wholesaler takes one, else its order number. */
export type BookDifference = { ref: string; kind: 'doubled' | 'unknown'; detail: string };

/** Our side of what was bought at the wholesalers, to be compared with theirs. */
export function createBooksStore(db: PrismaClient) {
  return {
    /** When the shop took its first order; what was bought before is none of its purchases. */
    async readBeginning(): Promise<Date | undefined> {
      const { _min } = await db.order.aggregate({ _min: { createdAt: true } });
      return _min.createdAt ?? undefined;
    },

    /** Calls of ours that a wholesaler answered with its order number, sent within a time; the first first. */
    async listPlaced(provider: ProviderId, { from, to }: Span): Promise<PlacedPurchase[]> {
      const calls = await db.purchaseAttempt.findMany({
        where: { provider, sentAt: { gte: from, lt: to } },
        select: { reference: true, sentAt: true },
        orderBy: { sentAt: 'asc' },
      });
      return calls.flatMap(({ reference, sentAt }) => (reference ? [{ ref: reference, at: sentAt }] : []));
    },

    /** Those that a line or a call of ours stands behind, however old. */
    async findKnown(provider: ProviderId, refs: readonly string[]): Promise<ReadonlySet<string>> {
      const lineIds = refs.flatMap((ref) => toLineOfKey(ref) ?? []);
      const [lines, calls] = await Promise.all([
        db.orderLine.findMany({ where: { provider, id: { in: lineIds } }, select: { id: true } }),
        db.purchaseAttempt.findMany({
          where: { provider, reference: { in: [...refs] } },
          select: { reference: true },
        }),
      ]);
      const known = new Set<string | undefined>(lines.map(({ id }) => id));
      const named = new Set(calls.map(({ reference }) => reference));
      return new Set(refs.filter((ref) => named.has(ref) || known.has(toLineOfKey(ref))));
    },

    /** When calls were sent whose answer was lost: each may stand behind one purchase whose number we do not know. */
    async listUnclear(provider: ProviderId, { from, to }: Span): Promise<Date[]> {
      const calls = await db.purchaseAttempt.findMany({
        where: {
          provider,
          reference: null,
          state: { in: ['sending', 'ambiguous'] },
          sentAt: { gte: from, lt: to },
        },
        select: { sentAt: true },
      });
      return calls.map(({ sentAt }) => sentAt);
    },

    /** One that is known stays as it is, settled or not. */
    async keepDifferences(provider: ProviderId, differences: readonly BookDifference[]): Promise<void> {
      const rows = differences.map((difference) => ({ provider, ...difference }));
      await db.bookDifference.createMany({ data: rows, skipDuplicates: true });
    },
  };
}
