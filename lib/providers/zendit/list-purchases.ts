import { ok, type Result } from '#lib/domain/result';
import type { JsonClient } from '#lib/http/json-client';
import type { Log } from '#lib/observability/log';
import { type Mapped, mapEach } from '#lib/providers/map-each';
import type { ReadError } from '#lib/providers/port';
import { fetchPages } from '#lib/providers/zendit/client';
import { zenditPurchaseWire } from '#lib/providers/zendit/wire';

/** A transaction as an operator compares it with our orders; it holds no activation code. */
export type ListedPurchase = { key: string; status: string; offerId?: string; createdAt?: string };
/** One bound on the date is what the partner documents; `status` is one of its own words. */
export type PurchaseFilter = { createdSince?: Date; status?: string };

/** Purchases of the account, newest rules of theirs: `createdAt=gte2026-11-22T00:00:00Z`. */
export async function* listPurchases(
  { client, log }: { client: JsonClient; log: Log },
  { createdSince, status }: PurchaseFilter,
): AsyncGenerator<Result<readonly ListedPurchase[], ReadError>> {
  const query = {
    ...(createdSince && { createdAt: `gte${createdSince.toISOString().replace(/\.\d{3}Z$/, 'Z')}` }),
    ...(status !== undefined && { status }),
  };
  for await (const page of fetchPages(client, { path: '/esim/purchases', query })) {
    if (!page.ok) return yield page;
    yield ok(
      mapEach({ items: page.value.items, map: toListedPurchase, provider: 'zendit', what: 'purchases', log }),
    );
  }
}

function toListedPurchase(item: unknown): Mapped<ListedPurchase> {
  const parsed = zenditPurchaseWire.safeParse(item);
  if (!parsed.success) return { ok: false, skipped: 'unreadable' };
  const { transactionId: key, status, offerId, createdAt } = parsed.data;
  return {
    ok: true,
    value: { key, status, ...(offerId && { offerId }), ...(createdAt && { createdAt }) },
  };
}
