import { err, ok, type Result } from '#lib/domain/result';
import { crashPoint } from '#lib/faults/crash-point';
import type { HttpOutcome } from '#lib/http/http-outcome';
import type { JsonClient } from '#lib/http/json-client';
import type { ReadError } from '#lib/providers/port';
import { toReadResult } from '#lib/providers/read-result';
import { zimTokenWire } from '#lib/providers/zim/wire';

type TokenOptions = {
  http: JsonClient;
  clientId: string;
  clientSecret: string;
  scope: string;
  now: () => Date;
};

export type ZimTokens = {
  /** A token that is good for at least another minute; concurrent callers share one request. */
  get: () => Promise<Result<string, ReadError>>;
  /** The API refused this token: it is not handed out again. */
  drop: (token: string) => void;
};

/** Renewed this long before its end, so that a call in flight does not outlive it. */
const MARGIN_SECONDS = 60;

/** OAuth 2.0 client credentials, form-encoded with Basic authentication (docs/providers/zim.md#token). */
export function createZimTokens({ http, clientId, clientSecret, scope, now }: TokenOptions): ZimTokens {
  let held: { token: string; goodUntilMs: number } | undefined;
  let asking: Promise<Result<string, ReadError>> | undefined;
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');

  async function ask(): Promise<Result<string, ReadError>> {
    const askedAtMs = now().getTime();
    const outcome = await http.send({
      method: 'POST',
      path: '',
      headers: { authorization: `Basic ${basic}` },
      form: new URLSearchParams({ grant_type: 'client_credentials', scope }),
      effect: 'reads',
      schema: zimTokenWire,
    });
    crashPoint('t1');
    if (outcome.kind !== 'answered') return err(toTokenError(outcome));
    const { access_token: token, expires_in: seconds } = outcome.body;
    // A token that lives shorter than twice the margin would otherwise be asked for on every call.
    const usableSeconds = Math.max(seconds - MARGIN_SECONDS, seconds / 2);
    held = { token, goodUntilMs: askedAtMs + usableSeconds * 1000 };
    return ok(token);
  }

  return {
    get: () => {
      if (held && now().getTime() < held.goodUntilMs) return Promise.resolve(ok(held.token));
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    drop: (token) => {
      if (held?.token === token) held = undefined;
    },
  };
}

/** Every 4xx here means that the credentials or the scope are refused: `{"error": "invalid_client"}` comes as 400. */
function toTokenError(outcome: HttpOutcome<unknown>): ReadError {
  const result = toReadResult(outcome);
  if (result.ok || result.error.kind === 'unavailable') return { kind: 'unavailable' };
  return { kind: 'rejected', reason: 'access' };
}
