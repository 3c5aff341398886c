import { setTimeout as wait } from 'node:timers/promises';

type LimiterOptions = { concurrency: number; perSecond: number };

/** Keeps a partner's API from being called too often; one per partner and process. */
export type Limiter = {
  /** Runs the task when a slot and a token are free. */
  run: <T>(task: () => Promise<T>) => Promise<T>;
  /** The partner asked for silence (`Retry-After`). */
  pause: (ms: number) => void;
  /** How much of that silence is left; 0 = none. */
  pausedForMs: () => number;
};

/** At most `concurrency` calls at once and `perSecond` calls started a second (a full second may be saved up). */
export function createLimiter({ concurrency, perSecond }: LimiterOptions): Limiter {
  const waiting: (() => void)[] = [];
  let running = 0;
  let nextStartMs = Number.NEGATIVE_INFINITY;
  let pausedUntilMs = 0;

  const enter = () => {
    if (running < concurrency) {
      running += 1;
      return Promise.resolve();
    }
    return new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };
  /** Reserves the next start and says how long to wait for it. */
  const reserveStart = (nowMs: number) => {
    nextStartMs = Math.max(nextStartMs, nowMs - 1000) + 1000 / perSecond;
    return Math.max(0, nextStartMs - nowMs);
  };

  return {
    run: async (task) => {
      await enter();
      try {
        const waitMs = reserveStart(performance.now());
        if (waitMs >= 1) await wait(waitMs);
        return await task();
      } finally {
        leave();
      }
    },
    pause: (ms) => {
      pausedUntilMs = Math.max(pausedUntilMs, performance.now() + ms);
    },
    pausedForMs: () => Math.max(0, Math.ceil(pausedUntilMs - performance.now())),
  };
}
