import { z } from 'zod';
import { err, ok, type Result } from '#lib/domain/result';
import type { HttpOutcome } from '#lib/http/http-outcome';
import type { Log } from '#lib/observability/log';
import type {
  BookedPurchase,
  ProviderError,
  PurchaseAccepted,
  PurchaseRequest,
  PurchaseStatus,
  ReadError,
  RejectReason,
} from '#lib/providers/port';
import { unavailable } from '#lib/providers/read-result';
import type { ZimClient } from '#lib/providers/zim/client';
import { fetchRead } from '#lib/providers/zim/fetch-read';
import {
  type ZimListedOrderWire,
  zimListedOrderWire,
  zimListWire,
  zimOrderWire,
} from '#lib/providers/zim/wire';

type ZimOrderDesk = { client: ZimClient; accountId?: string | undefined; log: Log };

/** Orders one plan. ZIM knows no idempotency key: an unclear answer is `unknown_outcome` and never repeated here. */
export async function purchase(
  { client, accountId }: ZimOrderDesk,
  request: PurchaseRequest,
): Promise<Result<PurchaseAccepted, ProviderError>> {
  if (request.iccid !== undefined) return err({ kind: 'rejected', reason: 'not_supported' });
  const sent = await client.send({
    method: 'POST',
    path: '/orders/with-wallet',
    json: {
      planID: request.offerId,
      currencyISO: request.currency,
      quantity: 1,
      // ZIM would write to the traveller in its own name.
      notifyRecipient: false,
      ...(accountId && { accountID: accountId }),
    },
    effect: 'changes',
    schema: zimOrderWire,
  });
  return sent.ok ? toPurchaseResult(sent.value) : sent;
}

/** Statuses with which ZIM itself says that it did not execute an order; anything else is in doubt. */
const CERTAIN_REFUSALS: Record<number, RejectReason> = {
  400: 'invalid',
  401: 'access',
  402: 'wallet',
  403: 'access',
  404: 'offer_unavailable',
  422: 'invalid',
};

function toPurchaseResult(
  outcome: HttpOutcome<{ id: string; status: string }>,
): Result<PurchaseAccepted, ProviderError> {
  if (outcome.kind === 'answered') {
    const { id, status } = outcome.body;
    return isFailed(status) ? err({ kind: 'rejected', reason: 'invalid' }) : ok({ reference: id });
  }
  if (outcome.kind === 'not_sent') return err(unavailable(outcome));
  if (outcome.kind !== 'refused') return err({ kind: 'unknown_outcome' });
  if (outcome.status === 429) return err(unavailable(outcome));
  const reason = CERTAIN_REFUSALS[outcome.status];
  if (reason === undefined) return err({ kind: 'unknown_outcome' });
  return err({ kind: 'rejected', reason: saysWalletIsEmpty(outcome.body) ? 'wallet' : reason });
}

const errorText = z.object({ message: z.string().optional(), error: z.string().optional() });
const WALLET_WORDS = /insufficient|not enough|wallet balance|no funds/i;

/** ZIM documents no error bodies, so an empty wallet may come under any refusal: its words are read too. */
function saysWalletIsEmpty(body: unknown): boolean {
  const parsed = errorText.safeParse(body);
  return parsed.success && WALLET_WORDS.test(`${parsed.data.message ?? ''} ${parsed.data.error ?? ''}`);
}

const isFailed = (status: string) => status === 'FAILED' || status === 'CANCELLED';

/** Statuses in which an order waits for something that no ordinary wallet order waits for. */
const NEEDS_OPERATOR = new Set(['PENDING_APPROVAL', 'PENDING_PAYMENT', 'IN_BASKET', 'REPLACED']);

/** The order in `GET /orders`, which some accounts may not read. It names no eSIM, so it is never `ready`. */
export async function findPurchase(
  { client, log }: ZimOrderDesk,
  reference: string | undefined,
): Promise<Result<PurchaseStatus, ReadError>> {
  if (reference === undefined) return err({ kind: 'rejected', reason: 'not_supported' });
  const list = await listOrders(client);
  if (!list.ok) return list;
  const order = list.value.find(({ id }) => id === reference);
  if (!order) return ok({ kind: 'not_found' });
  if (NEEDS_OPERATOR.has(order.status))
    log.warn('order waits for an operator', { provider: 'zim', state: order.status });
  if (!isFailed(order.status)) return ok({ kind: 'pending' });
  const reason = WALLET_WORDS.test(order.failureReason ?? '') ? 'wallet' : 'offer_unavailable';
  return ok({ kind: 'failed', reason });
}

/** Every order of the account but the failed ones; all of it comes in one list. */
export async function readBooks(
  { client }: ZimOrderDesk,
  since: Date,
): Promise<Result<readonly BookedPurchase[], ReadError>> {
  const list = await listOrders(client);
  if (!list.ok) return list;
  const booked = list.value.flatMap(({ id, status, createdAt }) =>
    isFailed(status) ? [] : [{ ref: id, bookedAt: new Date(createdAt ?? '') }],
  );
  return ok(booked.filter(({ bookedAt }) => bookedAt >= since));
}

async function listOrders(client: ZimClient): Promise<Result<readonly ZimListedOrderWire[], ReadError>> {
  const list = await fetchRead(client, {
    method: 'GET',
    path: '/orders',
    effect: 'reads',
    size: 'list',
    schema: zimListWire,
  });
  if (!list.ok) return list;
  const orders = list.value.map((item) => zimListedOrderWire.safeParse(item));
  return ok(orders.flatMap((parsed) => (parsed.success ? [parsed.data] : [])));
}
