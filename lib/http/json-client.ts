import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import { TIMING } from '#lib/config/timing';
import type { ProviderId } from '#lib/domain/plan';
import { type BreakerState, createBreaker } from '#lib/http/breaker';
import { type HttpOutcome, isWorthRepeating } from '#lib/http/http-outcome';
import type { Limiter } from '#lib/http/limiter';
import { type ReadAnswer, type Reply, readAnswer, toValidator } from '#lib/http/read-answer';
import { type Exchange, exchange, toUrl } from '#lib/http/transport';
import type { Log } from '#lib/observability/log';

const MEGABYTE = 1024 ** 2;
const LARGEST_BODY = { single: 5 * MEGABYTE, list: 50 * MEGABYTE };
const MAX_REPEATS = 2;

export type JsonCall<T> = {
  method: 'GET' | 'POST';
  /** Below the base URL, already encoded: "/orders". */
  path: string;
  query?: Record<string, string>;
  /** What the log shows instead, when the path holds something secret. */
  logPath?: string;
  headers?: Record<string, string>;
  json?: unknown;
  form?: URLSearchParams;
  /** `changes`: buys or refunds. Never repeated, longer time-out, a connection of its own. */
  effect: 'reads' | 'changes';
  size?: keyof typeof LARGEST_BODY;
  /** Of the body of a 2xx answer. */
  schema: z.ZodType<T>;
};

export type JsonClient = {
  send: <T>(call: JsonCall<T>) => Promise<HttpOutcome<T>>;
  /** A body that is no JSON (an image); `body` holds the bytes. */
  fetchBytes: (call: { path: string; accept: string }) => Promise<HttpOutcome<Uint8Array>>;
  breakerState: () => BreakerState;
};

type JsonClientOptions = {
  baseUrl: string;
  /** Sent with every call. */
  headers: Record<string, string>;
  log: Log;
  provider: ProviderId;
  limiter: Limiter;
};

type Prepared<T> = {
  request: Exchange;
  shownPath: string;
  read: (reply: Reply) => ReadAnswer<T>;
  repeats: number;
};

/**
 * The one way to a partner's JSON API: time-outs, no redirects, capped bodies, numbers without loss, validation,
 * one log line a call, polite repetition of reads. What a caller may do next is in the outcome's `kind`.
 */
export function createJsonClient(options: JsonClientOptions): JsonClient {
  const { log, provider, limiter } = options;
  const breaker = createBreaker({ failures: 10, openMs: TIMING.partner.breakerOpen });

  async function attempt<T>(call: Prepared<T>): Promise<ReadAnswer<T>> {
    const exchanged = await exchange(call.request);
    breaker.note(exchanged.kind === 'replied' && exchanged.reply.status < 500 ? 'reached' : 'not_reached');
    if (exchanged.kind === 'replied') return call.read(exchanged.reply);
    return { outcome: { kind: exchanged.kind }, reason: exchanged.reason, requestId: undefined };
  }

  async function attemptLogged<T>(call: Prepared<T>): Promise<HttpOutcome<T>> {
    const heldMs = limiter.pausedForMs();
    if (heldMs > TIMING.partner.patience) return { kind: 'not_sent', retryAfterMs: heldMs };
    if (heldMs > 0) await wait(heldMs);
    if (!breaker.allows()) return { kind: 'not_sent' };
    const startedMs = performance.now();
    const { outcome, reason, requestId } = await attempt(call);
    const retryAfterMs = 'retryAfterMs' in outcome ? outcome.retryAfterMs : undefined;
    if (retryAfterMs !== undefined) limiter.pause(retryAfterMs);
    log[outcome.kind === 'answered' ? 'info' : 'warn']('partner call', {
      provider,
      method: call.request.method,
      path: call.shownPath,
      status: 'status' in outcome ? outcome.status : undefined,
      durationMs: Math.round(performance.now() - startedMs),
      requestId: requestId ?? randomUUID(),
      kind: outcome.kind,
      reason,
    });
    return outcome;
  }

  async function repeat<T>(call: Prepared<T>): Promise<HttpOutcome<T>> {
    for (let turn = 0; ; turn += 1) {
      const outcome = await limiter.run(() => attemptLogged(call));
      if (turn >= call.repeats || !isWorthRepeating(outcome)) return outcome;
      if (limiter.pausedForMs() > TIMING.partner.patience || breaker.state() === 'open') return outcome;
      await wait(Math.random() * (TIMING.partner.backoff[turn] ?? 0));
    }
  }

  return {
    breakerState: breaker.state,
    send: (call) => repeat(prepare(options, call)),
    fetchBytes: (call) => repeat(prepareBytes(options, call)),
  };
}

function prepareBytes(
  { baseUrl, headers }: JsonClientOptions,
  { path, accept }: { path: string; accept: string },
): Prepared<Uint8Array> {
  return {
    request: {
      method: 'GET',
      url: toUrl(baseUrl, path),
      headers: { ...headers, accept },
      timeoutMs: TIMING.partner.read,
      maxBytes: LARGEST_BODY.single,
      connection: 'kept',
    },
    shownPath: path,
    repeats: MAX_REPEATS,
    read: (reply) => readAnswer(reply, (bytes) => ({ ok: true, value: bytes })),
  };
}

function prepare<T>({ baseUrl, headers }: JsonClientOptions, call: JsonCall<T>): Prepared<T> {
  const body = call.form?.toString() ?? (call.json === undefined ? undefined : JSON.stringify(call.json));
  const type = call.form ? 'application/x-www-form-urlencoded' : 'application/json';
  const reads = call.effect === 'reads';
  return {
    request: {
      method: call.method,
      url: toUrl(baseUrl, call.path, call.query),
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': type }),
        ...headers,
        ...call.headers,
      },
      ...(body !== undefined && { body }),
      timeoutMs: reads ? TIMING.partner.read : TIMING.partner.purchase,
      maxBytes: LARGEST_BODY[call.size ?? 'single'],
      connection: reads ? 'kept' : 'fresh',
    },
    shownPath: call.logPath ?? call.path,
    repeats: reads ? MAX_REPEATS : 0,
    read: (reply) => readAnswer(reply, toValidator(call.schema)),
  };
}
