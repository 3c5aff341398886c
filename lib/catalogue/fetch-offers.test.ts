import { describe, expect, it } from 'vitest';
import { fetchOffers } from '#lib/catalogue/fetch-offers';
import { testOffer } from '#lib/catalogue/test-offer';
import type { Offer } from '#lib/domain/plan';
import { err, ok, type Result } from '#lib/domain/result';
import { createMemoryProvider } from '#lib/providers/memory/memory-provider';
import type { ReadError } from '#lib/providers/port';

const down = err({ kind: 'unavailable' } as const);

async function fetchPages(...pages: Result<readonly Offer[], ReadError>[]) {
  const heard: number[] = [];
  const provider = {
    ...createMemoryProvider(),
    async *listOffers() {
      yield* pages;
    },
  };
  const fetched = await fetchOffers(provider, (offersSoFar) => heard.push(offersSoFar));
  return { fetched, heard };
}

describe('fetchOffers', () => {
  it('takes an offer that comes again on the next page once, as it was told last', async () => {
    const moved = testOffer('b', { validityDays: 9 });
    const { fetched, heard } = await fetchPages(
      ok([testOffer('a'), testOffer('b')]),
      ok([moved, testOffer('c')]),
    );
    expect(fetched).toEqual(ok([testOffer('a'), moved, testOffer('c')]));
    expect(heard).toEqual([2, 3]);
  });

  it('answers nothing at all when a later page fails', async () => {
    const { fetched } = await fetchPages(ok([testOffer('a')]), down);
    expect(fetched).toEqual(down);
  });
});
