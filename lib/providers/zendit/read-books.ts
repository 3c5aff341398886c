import { ok, type Result } from '#lib/domain/result';
import type { JsonClient } from '#lib/http/json-client';
import type { Log } from '#lib/observability/log';
import type { BookedPurchase, ReadError } from '#lib/providers/port';
import { listPurchases } from '#lib/providers/zendit/list-purchases';
import { isFailed } from '#lib/providers/zendit/map-purchase';

/** Every transaction of the account but the failed ones, which cost nothing. */
export async function readBooks(
  desk: { client: JsonClient; log: Log },
  since: Date,
): Promise<Result<readonly BookedPurchase[], ReadError>> {
  const booked: BookedPurchase[] = [];
  for await (const page of listPurchases(desk, { createdSince: since })) {
    if (!page.ok) return page;
    for (const { key, status, createdAt } of page.value) {
      const bookedAt = new Date(createdAt ?? '');
      if (!isFailed(status) && bookedAt >= since) booked.push({ ref: key, bookedAt });
    }
  }
  return ok(booked);
}
