import type { Outcome } from './outcome.ts';
import { parameterRefusal, StripeRefusal } from './refusal.ts';

type Kept = { fingerprint: string; keptAt: number; outcome: Outcome | 'running' };
type KeyedRequest = { key: string; fingerprint: string };

const keepForMs = 24 * 3_600_000;

const otherParameters = (key: string) =>
  new StripeRefusal({
    status: 400,
    body: {
      type: 'idempotency_error',
      message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    },
    executed: false,
  });

const stillRunning = (key: string) =>
  new StripeRefusal({
    status: 409,
    body: {
      type: 'idempotency_error',
      code: 'idempotency_key_in_use',
      message: `There is currently another in-progress request using this idempotent key (${key}). Please try again later.`,
    },
    executed: false,
  });

/** Keeps the first outcome of every key for a day, failures included; only what never began is not kept. */
export function createIdempotency(now: () => Date) {
  const kept = new Map<string, Kept>();

  function recall({ key, fingerprint }: KeyedRequest): Outcome | undefined {
    if (key === '' || key.length > 255)
      throw parameterRefusal('Idempotency keys have 1 to 255 characters.', {
        code: 'idempotency_key_invalid',
      });
    const found = kept.get(key);
    if (!found || now().getTime() - found.keptAt > keepForMs) return undefined;
    if (found.fingerprint !== fingerprint) throw otherParameters(key);
    if (found.outcome === 'running') throw stillRunning(key);
    return found.outcome;
  }

  return {
    /** The outcome kept under this key, if any; throws a refusal when the key cannot be used for this request. */
    recall,
    /** Runs a request that `recall` did not know, and keeps its outcome. */
    async keep({ key, fingerprint }: KeyedRequest, run: () => Promise<Outcome>): Promise<Outcome> {
      const entry: Kept = { fingerprint, keptAt: now().getTime(), outcome: 'running' };
      kept.set(key, entry);
      try {
        const outcome = await run();
        if (outcome.keep) entry.outcome = outcome;
        return outcome;
      } finally {
        if (entry.outcome === 'running' && kept.get(key) === entry) kept.delete(key);
      }
    },
    clear: () => kept.clear(),
  };
}
