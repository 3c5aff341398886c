import { setTimeout as wait } from 'node:timers/promises';
import type { Shop } from '../world/shop.ts';
import { createDice } from './random.ts';

/**
 * Kills the shop every 5 ± 2 s and starts it again, until it is told to stop; answers how often. On a slow machine,
 * where it does less in that time, it lives as many times longer.
 */
export function killAtRandom(
  shop: Shop,
  { seed, slowness }: { seed: number; slowness: number },
): { stop: () => Promise<number> } {
  const dice = createDice(seed);
  const end = new AbortController();
  let kills = 0;
  const run = async () => {
    while (!end.signal.aborted) {
      await wait((3_000 + dice.next() * 4_000) * slowness, undefined, { signal: end.signal }).catch(
        () => undefined,
      );
      if (end.signal.aborted) return;
      await shop.kill();
      kills += 1;
      await shop.start();
    }
  };
  const running = run();
  return {
    async stop() {
      end.abort();
      await running;
      return kills;
    },
  };
}
