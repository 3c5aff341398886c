import { TIMING } from '#lib/config/timing';
import { ok, type Result } from '#lib/domain/result';
import type { BreakerState } from '#lib/http/breaker';
import type { HttpOutcome } from '#lib/http/http-outcome';
import { createJsonClient, type JsonCall } from '#lib/http/json-client';
import { createLimiter } from '#lib/http/limiter';
import type { Log } from '#lib/observability/log';
import type { ReadError } from '#lib/providers/port';
import { createZimTokens } from '#lib/providers/zim/token';

export type ZimClientOptions = {
  apiUrl: string;
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  scope: string;
  appIdentifier: string;
  log: Log;
  now: () => Date;
};

/** The error side is the token's: without one nothing was sent. */
export type ZimOutcome<T> = Result<HttpOutcome<T>, ReadError>;
export type ZimClient = {
  send: <T>(call: JsonCall<T>) => Promise<ZimOutcome<T>>;
  breakerState: () => BreakerState;
};

/** ZIM's API with a token and the application's identifier on every call. */
export function createZimClient(options: ZimClientOptions): ZimClient {
  const { apiUrl, tokenUrl, appIdentifier, log } = options;
  // ZIM publishes no limit; six at once leave room for a purchase beside the catalogue sync, which uses four.
  const limiter = createLimiter({ concurrency: 6, perSecond: 1_000 / TIMING.partner.callSpacing });
  const http = createJsonClient({
    baseUrl: apiUrl,
    headers: { 'x-app-identifier': appIdentifier },
    provider: 'zim',
    log,
    limiter,
  });
  const tokenHttp = createJsonClient({
    baseUrl: tokenUrl,
    headers: {},
    provider: 'zim',
    log,
    limiter: createLimiter({ concurrency: 1, perSecond: 2 }),
  });
  const tokens = createZimTokens({ ...options, http: tokenHttp });

  async function sendOnce<T>(
    call: JsonCall<T>,
  ): Promise<Result<{ token: string; outcome: HttpOutcome<T> }, ReadError>> {
    const token = await tokens.get();
    if (!token.ok) return token;
    const headers = { ...call.headers, authorization: `Bearer ${token.value}` };
    return ok({ token: token.value, outcome: await http.send({ ...call, headers }) });
  }

  return {
    breakerState: http.breakerState,
    send: async (call) => {
      const first = await sendOnce(call);
      if (!first.ok) return first;
      // A 401 that ZIM itself worded comes from its authentication: not executed, safe to replay once, even an order.
      if (first.value.outcome.kind !== 'refused' || first.value.outcome.status !== 401)
        return ok(first.value.outcome);
      tokens.drop(first.value.token);
      const second = await sendOnce(call);
      return second.ok ? ok(second.value.outcome) : second;
    },
  };
}

/** An id of theirs as one path segment. */
export function segment(id: string): string {
  return encodeURIComponent(id);
}
