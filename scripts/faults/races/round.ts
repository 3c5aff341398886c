import type { PrismaClient } from '#lib/db/generated/client';

/** What a race is run on. `parallel` calls are made at once in each round. */
export type Ring = { db: PrismaClient; parallel: number; round: number };

/** One round; answers what was violated, in words, or nothing. */
export type Race = (ring: Ring) => Promise<string[]>;

export function atOnce<T>(
  count: number,
  work: (number: number) => Promise<T>,
): Promise<PromiseSettledResult<T>[]> {
  return Promise.allSettled(Array.from({ length: count }, (_, number) => work(number)));
}

/** "3 rows instead of 1" when it is not as it should be. */
export function expectCount(what: string, found: number, wanted: number): string[] {
  return found === wanted ? [] : [`${what}: ${found} instead of ${wanted}`];
}
