import { Agent, errors, request } from 'undici';
import { TIMING } from '#lib/config/timing';
import type { Reply } from '#lib/http/read-answer';

/** Calls that buy get a connection of their own: one that was kept open may die just as the request is written. */
const keptConnections = new Agent({ connect: { timeout: TIMING.partner.connect }, pipelining: 1 });
const freshConnections = new Agent({ connect: { timeout: TIMING.partner.connect }, pipelining: 0 });

export type Exchange = {
  method: 'GET' | 'POST';
  url: URL;
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
  maxBytes: number;
  connection: 'kept' | 'fresh';
};

export type ExchangeOutcome =
  | { kind: 'replied'; reply: Reply }
  | { kind: 'not_sent' | 'lost'; reason: string };

/** One HTTP exchange without retries and without following redirects. */
export async function exchange(call: Exchange): Promise<ExchangeOutcome> {
  try {
    const response = await request(call.url, {
      method: call.method,
      headers: call.headers,
      body: call.body ?? null,
      signal: AbortSignal.timeout(call.timeoutMs),
      dispatcher: call.connection === 'fresh' ? freshConnections : keptConnections,
    });
    const bytes = await readCapped(response.body, call.maxBytes);
    return {
      kind: 'replied',
      reply: { status: response.statusCode, headers: toHeaders(response.headers), bytes },
    };
  } catch (thrown) {
    return { kind: neverConnected(thrown) ? 'not_sent' : 'lost', reason: toReason(thrown) };
  }
}

async function readCapped(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early destroys the stream, so that a huge body is not read to its end.
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function toHeaders(raw: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw))
    for (const single of [value ?? []].flat()) headers.append(name, single);
  return headers;
}

const BEFORE_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** TLS that failed while shaking hands: the request was not written yet. */
const TLS_REFUSAL = /^(ERR_TLS_|CERT_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH)/;

function neverConnected(thrown: unknown): boolean {
  if (thrown instanceof AggregateError) return thrown.errors.every(neverConnected);
  const code = toReason(thrown);
  return (
    thrown instanceof errors.ConnectTimeoutError || BEFORE_CONNECTION.has(code) || TLS_REFUSAL.test(code)
  );
}

function toReason(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'unknown';
  return 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : thrown.name;
}

/** `path` goes below whatever path the base URL already has ("https://host/v1" + "/balance"). */
export function toUrl(baseUrl: string, path: string, query: Record<string, string> = {}): URL {
  const url = new URL(baseUrl.replace(/\/+$/, '') + path);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}
