import type { Wire } from '../protocol/wire.ts';

export const apiVersion = '2026-10-28.endive';

export type ApiCall = { requestId: string; idempotencyKey: string | null };

export type StripeEvent = {
  id: string;
  created: number;
  type: string;
  /** The object as it was when the event happened. */
  snapshot: Wire;
  pendingWebhooks: number;
  /** The API call that caused it; `null` when the buyer or time did. */
  cause: ApiCall | null;
};

export const toEventWire = (event: StripeEvent): Wire => ({
  id: event.id,
  object: 'event',
  api_version: apiVersion,
  created: event.created,
  data: { object: event.snapshot },
  livemode: false,
  pending_webhooks: event.pendingWebhooks,
  request: { id: event.cause?.requestId ?? null, idempotency_key: event.cause?.idempotencyKey ?? null },
  type: event.type,
});
