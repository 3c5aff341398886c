import { expect, it } from 'vitest';
import { createLimiter } from '#lib/http/limiter';

function createGate() {
  let release: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { opened, release };
}

it('runs no more tasks at once than it may, and all of them in the end', async () => {
  const limiter = createLimiter({ concurrency: 2, perSecond: 1000 });
  const gate = createGate();
  let running = 0;
  let most = 0;
  const tasks = Array.from({ length: 5 }, () =>
    limiter.run(async () => {
      running += 1;
      most = Math.max(most, running);
      await gate.opened;
      running -= 1;
    }),
  );
  gate.release();
  await Promise.all(tasks);
  expect(most).toBe(2);
});

it('frees its slot when a task throws', async () => {
  const limiter = createLimiter({ concurrency: 1, perSecond: 1000 });
  await expect(limiter.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await limiter.run(() => Promise.resolve('next'))).toBe('next');
});

it('starts no more than a second may hold', async () => {
  const limiter = createLimiter({ concurrency: 10, perSecond: 10 });
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: 13 }, () => limiter.run(() => Promise.resolve())));
  // Ten at once, then one every 100 ms.
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(250);
});

it('remembers for how long the partner wants to be left alone', () => {
  const limiter = createLimiter({ concurrency: 1, perSecond: 1 });
  expect(limiter.pausedForMs()).toBe(0);
  limiter.pause(30_000);
  limiter.pause(1_000);
  expect(limiter.pausedForMs()).toBeGreaterThan(29_000);
});
