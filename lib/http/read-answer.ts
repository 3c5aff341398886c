import { z } from 'zod';
import type { HttpOutcome } from '#lib/http/http-outcome';
import { parseLossless } from '#lib/http/parse-lossless';
import { readRetryAfterMs } from '#lib/http/retry-after';

/** `bytes` is absent when the body is larger than allowed. */
export type Reply = { status: number; headers: Headers; bytes: Uint8Array | undefined };
export type Decoded<T> = { ok: true; value: T } | { ok: false; reason: string };
export type ReadAnswer<T> = {
  outcome: HttpOutcome<T>;
  /** Why an answer is malformed: names and kinds, never values. */
  reason: string | undefined;
  requestId: string | undefined;
};

/** Turns a reply into an outcome; `decode` reads the body of a 2xx answer. */
export function readAnswer<T>(reply: Reply, decode: (bytes: Uint8Array) => Decoded<T>): ReadAnswer<T> {
  const { status, headers, bytes } = reply;
  const requestId = headers.get('x-request-id') ?? headers.get('x-amzn-requestid') ?? undefined;
  const retryAfterMs = readRetryAfterMs(
    headers.get('retry-after') ?? undefined,
    headers.get('date') ?? undefined,
  );
  const pause = retryAfterMs === undefined ? {} : { retryAfterMs };
  const malformed = (reason: string): ReadAnswer<T> => ({
    outcome: { kind: 'malformed', status, ...pause },
    reason,
    requestId,
  });
  if (bytes === undefined) return malformed('body too large');
  if (status >= 200 && status < 300) {
    const decoded = decode(bytes);
    if (!decoded.ok) return malformed(decoded.reason);
    return { outcome: { kind: 'answered', status, body: decoded.value }, reason: undefined, requestId };
  }
  const json = parseLossless(new TextDecoder().decode(bytes));
  if (!json) return malformed('not JSON');
  return {
    outcome: { kind: 'refused', status, body: json.value, ...pause },
    reason: vendorCode(json.value),
    requestId,
  };
}

/** Reads bytes as JSON of the given shape. */
export function toValidator<T>(schema: z.ZodType<T>): (bytes: Uint8Array) => Decoded<T> {
  return (bytes) => {
    const json = parseLossless(new TextDecoder().decode(bytes));
    if (!json) return { ok: false, reason: 'not JSON' };
    const parsed = schema.safeParse(json.value);
    if (parsed.success) return { ok: true, value: parsed.data };
    const issue = parsed.error.issues[0];
    return { ok: false, reason: `${issue?.path.join('.') || 'body'}: ${issue?.code ?? 'invalid'}` };
  };
}

const coded = z.object({ errorCode: z.string().max(60).optional(), error: z.string().max(60).optional() });

/** The partner's own error code for the log; messages may quote what we sent and are left out. */
function vendorCode(body: unknown): string | undefined {
  const parsed = coded.safeParse(body);
  return parsed.success ? (parsed.data.errorCode ?? parsed.data.error) : undefined;
}
