/** What is certain after one call, in the words that decide what may be done next. */
export type HttpOutcome<T> =
  /** 2xx with a body of the expected shape. */
  | { kind: 'answered'; status: number; body: T }
  /** Any other status with a JSON body: the partner itself said no. */
  | { kind: 'refused'; status: number; body: unknown; retryAfterMs?: number }
  /** Certainly not executed: no connection, or we held the call back ourselves. */
  | { kind: 'not_sent'; retryAfterMs?: number }
  /** The request may have been read and acted on; no complete answer came. */
  | { kind: 'lost' }
  /** An answer that is not what the partner documents: no JSON, too large, another shape, a redirect. */
  | { kind: 'malformed'; status: number; retryAfterMs?: number };

/** Whether a second try of a call that changes nothing may do better. */
export function isWorthRepeating(outcome: HttpOutcome<unknown>): boolean {
  if (outcome.kind === 'answered') return false;
  if (outcome.kind === 'not_sent' || outcome.kind === 'lost') return true;
  return outcome.status === 429 || outcome.status >= 500;
}
