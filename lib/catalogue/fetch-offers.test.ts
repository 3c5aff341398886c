import { beforeEach, describe, expect, it } from 'vitest';
import { fetchOffers } from '#lib/catalogue/fetch-offers';
import { testOffer } from '#lib/catalogue/test-offer';
import type { OfferDraft } from '#lib/db/draft-row';
import { err, ok, type Result } from '#lib/domain/result';
import { createMemoryProvider } from '#lib/providers/memory/memory-provider';
import type { OfferPage, ReadError } from '#lib/providers/port';

const startedAt = new Date('2026-11-22T12:00:00Z');
let draft: OfferDraft | undefined;
beforeEach(() => {
  draft = undefined;
});
const syncs = {
  readDraft: async () => draft,
  keepDraft: async (_: string, kept: OfferDraft) => {
    draft = kept;
  },
  dropDraft: async () => {
    draft = undefined;
  },
};

async function fetchPages(...pages: Result<OfferPage, ReadError>[]) {
  const heard: number[] = [];
  const provider = {
    ...createMemoryProvider(),
    async *listOffers() {
      yield* pages;
    },
  };
  const deps = { syncs, now: () => startedAt };
  const fetched = await fetchOffers(deps, provider, (offersSoFar) => heard.push(offersSoFar));
  return { fetched, heard };
}

describe('fetchOffers', () => {
  it('takes an offer that comes again on the next page once, as it was told last', async () => {
    const moved = testOffer('b', { validityDays: 9 });
    const { fetched, heard } = await fetchPages(
      ok({ offers: [testOffer('a'), testOffer('b')], next: '2' }),
      ok({ offers: [moved, testOffer('c')] }),
    );
    expect(fetched).toEqual(ok([testOffer('a'), moved, testOffer('c')]));
    expect(heard).toEqual([2, 3]);
    expect(draft).toBeUndefined();
  });

  it('keeps what it read before a page that cannot be read', async () => {
    const { fetched } = await fetchPages(
      ok({ offers: [testOffer('a')], next: '1' }),
      err({ kind: 'unavailable' }),
    );
    expect(fetched).toEqual(err({ error: { kind: 'unavailable' }, kept: 1 }));
    expect(draft).toEqual({ startedAt, next: '1', offers: [testOffer('a')] });
  });

  it('keeps nothing of a wholesaler that refuses us', async () => {
    draft = { startedAt, next: '1', offers: [testOffer('a')] };
    const refused = { kind: 'rejected', reason: 'access' } as const;
    expect((await fetchPages(err(refused))).fetched).toEqual(err({ error: refused, kept: 0 }));
    expect(draft).toBeUndefined();
  });
});
