/** How fast the shop may be run on this machine, as measured once. */
export type Pacing = {
  /** How many times slower than two quiet cores; never below 1. */
  slowness: number;
  /** How much faster than the shop's own a suite may run: less where the machine is slow or busy. */
  pace: (wanted: number) => number;
  /** How long the shop promises to deliver within, at this speed. */
  promiseMs: (speedUp: number) => number;
  /** How long something may take here that takes so long on two quiet cores. */
  patienceMs: (quietMs: number) => number;
};

/** What filling the catalogue takes on two quiet cores. */
const QUIET_FILL_MS = 7_000;
const PROMISE_MS = 15 * 60_000;
/**
 * A worker that gets no processor breaks its promise and releases the order, which is right and no fault: the promise
 * is never shorter than so many times what was measured.
 */
const PROMISE_FILLS = 20;

export function toPacing(fillMs: number): Pacing {
  const slowness = Math.max(1, fillMs / QUIET_FILL_MS);
  return {
    slowness,
    pace: (wanted) => Math.max(1, wanted / slowness),
    promiseMs: (speedUp) => Math.max(PROMISE_MS / speedUp, PROMISE_FILLS * fillMs),
    patienceMs: (quietMs) => quietMs * slowness,
  };
}

/** In words, for the head of the output. */
export function tellPacing({ slowness, pace, promiseMs }: Pacing, wanted: number): string {
  const speedUp = pace(wanted);
  const seconds = (promiseMs(speedUp) / 1_000).toFixed(0);
  const busy =
    slowness > 1.2 ? `This machine is ${slowness.toFixed(1)} times slower than two quiet cores. ` : '';
  return `${busy}A shop that would run ${wanted} times as fast runs ${speedUp.toFixed(1)} times as fast, and promises to deliver within ${seconds} s.`;
}
