import { TIMING } from '#lib/config/timing';
import { err, ok, type Result } from '#lib/domain/result';
import { createJsonClient, type JsonCall, type JsonClient } from '#lib/http/json-client';
import { createLimiter } from '#lib/http/limiter';
import type { Log } from '#lib/observability/log';
import type { ReadError } from '#lib/providers/port';
import { toReadResult } from '#lib/providers/read-result';
import { zenditPageWire } from '#lib/providers/zendit/wire';

export type ZenditClientOptions = { apiUrl: string; apiKey: string; log: Log };

/** Zendit's API with the key on every call. No limit is published; polling every second is allowed. */
export function createZenditClient({ apiUrl, apiKey, log }: ZenditClientOptions): JsonClient {
  return createJsonClient({
    baseUrl: apiUrl,
    headers: { authorization: `Bearer ${apiKey}` },
    provider: 'zendit',
    log,
    limiter: createLimiter({ concurrency: 8, perSecond: 1_000 / TIMING.partner.callSpacing }),
  });
}

export async function fetchRead<T>(
  client: JsonClient,
  call: Omit<JsonCall<T>, 'method' | 'effect'>,
): Promise<Result<T, ReadError>> {
  return toReadResult(await client.send({ ...call, method: 'GET', effect: 'reads' }));
}

/** One of their ids, or ours, as one path segment. */
export function segment(id: string): string {
  return encodeURIComponent(id);
}

const LARGEST_PAGE = 1024;
/** A list that never ends would be a fault of theirs: two hundred thousand items are beyond any catalogue. */
const MOST_PAGES = 200;

/** `next`: the offset of the page that follows; absent on the last one. */
type Page = { items: readonly unknown[]; next?: number };
type Listed = { path: string; query: Record<string, string>; from?: number };

/** The pages of a list until its stated total is reached; ends after the first failed page. */
export async function* fetchPages(
  client: JsonClient,
  { path, query, from = 0 }: Listed,
): AsyncGenerator<Result<Page, ReadError>> {
  let offset = from;
  for (let number = 0; number < MOST_PAGES; number += 1) {
    const page = await fetchRead(client, {
      path,
      query: { _limit: String(LARGEST_PAGE), _offset: String(offset), ...query },
      size: 'list',
      schema: zenditPageWire,
    });
    if (!page.ok) return yield page;
    const { list, total } = page.value;
    offset += list.length;
    if (list.length === 0 || offset >= total) return yield ok({ items: list });
    yield ok({ items: list, next: offset });
  }
  yield err({ kind: 'unavailable' });
}
