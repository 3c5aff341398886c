export type BreakerState = 'closed' | 'open' | 'half_open';

/** Stops calling a partner that does not answer, so that pages and purchases fail at once instead of after time-outs. */
export type Breaker = {
  /** False while open; after the pause one caller is let through as a probe. */
  allows: () => boolean;
  note: (outcome: 'reached' | 'not_reached') => void;
  /** For the operator. */
  state: () => BreakerState;
};

type BreakerOptions = { failures: number; openMs: number; clockMs?: () => number };

/** Opens after `failures` calls in a row that reached nobody, for `openMs`; one answer of any kind closes it. */
export function createBreaker({
  failures,
  openMs,
  clockMs = () => performance.now(),
}: BreakerOptions): Breaker {
  let failed = 0;
  let openedAtMs: number | undefined;

  const state = (): BreakerState => {
    if (openedAtMs === undefined) return 'closed';
    return clockMs() - openedAtMs < openMs ? 'open' : 'half_open';
  };
  return {
    state,
    allows: () => {
      if (state() === 'open') return false;
      // The probe restarts the pause: a second caller waits for the first one's answer.
      if (openedAtMs !== undefined) openedAtMs = clockMs();
      return true;
    },
    note: (outcome) => {
      failed = outcome === 'reached' ? 0 : failed + 1;
      if (outcome === 'reached') openedAtMs = undefined;
      else if (failed >= failures) openedAtMs = clockMs();
    },
  };
}
