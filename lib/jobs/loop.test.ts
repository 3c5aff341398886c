import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startLoop } from '#lib/jobs/loop';

/** A loop whose looks are counted; it is stopped when the test has waited for what it wants. */
function countLooks(pace: { leastMs: number; mostMs: number }, dueInMs?: number) {
  const looks: number[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const loop = startLoop(pace, async () => {
    looks.push(performance.now());
    for (const { count, resolve } of waiting) if (looks.length >= count) resolve();
    return dueInMs;
  });
  const until = (count: number) =>
    looks.length >= count ? undefined : new Promise<void>((resolve) => waiting.push({ count, resolve }));
  return { loop, looks, until };
}

const HOUR = 3_600_000;

describe('a loop', () => {
  it('looks at once, and then not before it is woken', async () => {
    const { loop, looks, until } = countLooks({ leastMs: 1, mostMs: HOUR });
    await until(1);
    await wait(30);
    expect(looks).toHaveLength(1);
    loop.wake();
    await until(2);
    await loop.stop();
    expect(looks).toHaveLength(2);
  });

  it('looks when there will be work', async () => {
    const { loop, looks, until } = countLooks({ leastMs: 1, mostMs: HOUR }, 40);
    await until(2);
    await loop.stop();
    expect((looks[1] ?? 0) - (looks[0] ?? 0)).toBeGreaterThanOrEqual(38);
  });

  it('looks every few moments without knowing of any', async () => {
    const { loop, until } = countLooks({ leastMs: 1, mostMs: 5 }, HOUR);
    await until(3);
    await loop.stop();
  });

  it('rests between two looks however often it is woken', async () => {
    const { loop, looks, until } = countLooks({ leastMs: 50, mostMs: HOUR });
    await until(1);
    const began = performance.now();
    while (performance.now() - began < 30) {
      loop.wake();
      await wait(1);
    }
    expect(looks).toHaveLength(1);
    await until(2);
    await loop.stop();
    expect((looks[1] ?? 0) - (looks[0] ?? 0)).toBeGreaterThanOrEqual(48);
  });

  it('looks once more when it is woken during a look', async () => {
    let looks = 0;
    const second = Promise.withResolvers<void>();
    const loop = startLoop({ leastMs: 1, mostMs: HOUR }, async () => {
      looks += 1;
      if (looks === 1) {
        await wait(5);
        loop.wake();
      } else second.resolve();
      return undefined;
    });
    await second.promise;
    await loop.stop();
    expect(looks).toBe(2);
  });

  it('stops without waiting for its pause, and ends the look under way first', async () => {
    let isDone = false;
    const loop = startLoop({ leastMs: HOUR, mostMs: HOUR }, async () => {
      await wait(20);
      isDone = true;
      return undefined;
    });
    await loop.stop();
    expect(isDone).toBe(true);
  });
});
