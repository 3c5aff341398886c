import { err, ok, type Result } from '#lib/domain/result';
import type { JsonClient } from '#lib/http/json-client';
import type { ProviderError, ReadError, RefundStatus } from '#lib/providers/port';
import { isNotFound, toReadResult, unavailable } from '#lib/providers/read-result';
import { segment } from '#lib/providers/zendit/client';
import { isDone, isFailed } from '#lib/providers/zendit/map-purchase';
import { zenditRefundWire } from '#lib/providers/zendit/wire';

const pathOf = (key: string) => `/esim/purchases/${segment(key)}/refund`;

/** Asks for the money back; a refund is a transaction of its own that ends later. */
export async function refund(client: JsonClient, key: string): Promise<Result<RefundStatus, ProviderError>> {
  const outcome = await client.send({
    method: 'POST',
    path: pathOf(key),
    effect: 'changes',
    schema: zenditRefundWire,
  });
  if (outcome.kind === 'answered') return ok(toRefundStatus(outcome.body.status));
  if (outcome.kind === 'not_sent') return err(unavailable(outcome));
  if (outcome.kind !== 'refused' || outcome.status >= 500) return err({ kind: 'unknown_outcome' });
  const read = toReadResult(outcome);
  return read.ok ? err({ kind: 'unknown_outcome' }) : read;
}

/** `none` when no refund was ever asked for. */
export async function refundStatus(
  client: JsonClient,
  key: string,
): Promise<Result<RefundStatus, ReadError>> {
  const outcome = await client.send({
    method: 'GET',
    path: pathOf(key),
    effect: 'reads',
    schema: zenditRefundWire,
  });
  if (isNotFound(outcome)) return ok({ kind: 'none' });
  const read = toReadResult(outcome);
  return read.ok ? ok(toRefundStatus(read.value.status)) : read;
}

function toRefundStatus(status: string): RefundStatus {
  if (isDone(status)) return { kind: 'done' };
  return isFailed(status) ? { kind: 'refused' } : { kind: 'pending' };
}
