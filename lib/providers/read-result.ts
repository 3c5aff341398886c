import { err, ok, type Result } from '#lib/domain/result';
import type { HttpOutcome } from '#lib/http/http-outcome';
import type { ReadError } from '#lib/providers/port';

/** The result of a call that changes nothing: whatever is not a clear "no" may be asked again. */
export function toReadResult<T>(outcome: HttpOutcome<T>): Result<T, ReadError> {
  if (outcome.kind === 'answered') return ok(outcome.body);
  if (outcome.kind !== 'refused') return err(unavailable(outcome));
  const { status } = outcome;
  if (status === 401 || status === 403) return err({ kind: 'rejected', reason: 'access' });
  const transient = status < 400 || status === 408 || status === 425 || status === 429 || status >= 500;
  return err(transient ? unavailable(outcome) : { kind: 'rejected', reason: 'invalid' });
}

/** Nothing was done; with the partner's own waiting time where it gave one. */
export function unavailable(outcome: HttpOutcome<unknown>): { kind: 'unavailable'; retryAfterMs?: number } {
  const retryAfterMs = 'retryAfterMs' in outcome ? outcome.retryAfterMs : undefined;
  return { kind: 'unavailable', ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** The partner answered for itself that it knows no such thing. */
export function isNotFound(outcome: HttpOutcome<unknown>): boolean {
  return outcome.kind === 'refused' && outcome.status === 404;
}
