import { err, ok, type Result } from '#lib/domain/result';
import type { HttpOutcome } from '#lib/http/http-outcome';
import type { JsonClient } from '#lib/http/json-client';
import type { Log } from '#lib/observability/log';
import type {
  ProviderError,
  PurchaseAccepted,
  PurchaseRequest,
  PurchaseStatus,
  ReadError,
  RejectReason,
} from '#lib/providers/port';
import { isNotFound, toReadResult, unavailable } from '#lib/providers/read-result';
import type { ActivationSettler } from '#lib/providers/zendit/activation';
import { segment } from '#lib/providers/zendit/client';
import { isDone, isFailed, toProfile, toPurchaseStatus } from '#lib/providers/zendit/map-purchase';
import { zenditAcceptedWire, zenditErrorWire, zenditPurchaseWire } from '#lib/providers/zendit/wire';

type Desk = { client: JsonClient; settleActivation: ActivationSettler; log: Log };
type Purchased = Result<PurchaseAccepted, ProviderError>;

/** Buys under our own key. A doubtful answer is `unknown_outcome`: the key is looked up before it is used again. */
export async function purchase(desk: Desk, { key, offerId, iccid }: PurchaseRequest): Promise<Purchased> {
  const outcome = await desk.client.send({
    method: 'POST',
    path: '/esim/purchases',
    json: { offerId, transactionId: key, ...(iccid !== undefined && { iccid }) },
    effect: 'changes',
    schema: zenditAcceptedWire,
  });
  if (outcome.kind === 'not_sent') return err(unavailable(outcome));
  if (outcome.kind === 'refused') return err(toRefusal(outcome));
  if (outcome.kind !== 'answered') return err({ kind: 'unknown_outcome' });
  const { status, transactionId } = outcome.body;
  if (transactionId && transactionId !== key) return err({ kind: 'unknown_outcome' });
  return isFailed(status) ? confirmFailure(desk, key) : ok({});
}

/** HTTP 200 with a failed transaction: only the transaction itself tells why, and confirms it. */
async function confirmFailure(desk: Desk, key: string): Promise<Purchased> {
  const found = await findPurchase(desk, key);
  if (!found.ok || found.value.kind !== 'failed') return err({ kind: 'unknown_outcome' });
  return err({ kind: 'rejected', reason: found.value.reason });
}

const REASONS_BY_STATUS: Record<number, RejectReason> = {
  401: 'access',
  402: 'wallet',
  403: 'access',
  404: 'offer_unavailable',
};

function toRefusal(outcome: HttpOutcome<unknown> & { kind: 'refused' }): ProviderError {
  const parsed = zenditErrorWire.safeParse(outcome.body);
  const code = parsed.success ? parsed.data.errorCode : undefined;
  if (code === 'INSUFFICIENT_FUNDS') return { kind: 'rejected', reason: 'wallet' };
  if (outcome.status === 429) return unavailable(outcome);
  const reason = REASONS_BY_STATUS[outcome.status] ?? toFieldReason(outcome.status, parsed.data?.fields);
  return reason ? { kind: 'rejected', reason } : { kind: 'unknown_outcome' };
}

/**
 * How a repeated transaction id is answered is documented nowhere. A 400 is final only when it blames other fields
 * by name; any other may mean that an earlier try went through.
 */
function toFieldReason(
  status: number,
  fields: Record<string, unknown> | null | undefined,
): RejectReason | undefined {
  const blamed = Object.keys(fields ?? {});
  if (status !== 400 || blamed.length === 0 || blamed.includes('transactionId')) return undefined;
  return blamed.includes('offerId') ? 'offer_unavailable' : 'invalid';
}

const IN_FLIGHT = new Set(['ACCEPTED', 'PENDING', 'AUTHORIZED', 'IN_PROGRESS']);

/** The transaction with our key; `not_found` only when Zendit itself says so. */
export async function findPurchase(desk: Desk, key: string): Promise<Result<PurchaseStatus, ReadError>> {
  const outcome = await desk.client.send({
    method: 'GET',
    path: `/esim/purchases/${segment(key)}`,
    effect: 'reads',
    schema: zenditPurchaseWire,
  });
  if (isNotFound(outcome)) return ok({ kind: 'not_found' });
  const read = toReadResult(outcome);
  if (!read.ok) return read;
  const found = read.value;
  if (found.transactionId !== key) return err({ kind: 'unavailable' });
  if (!isDone(found.status) || !found.confirmation) {
    if (!isFailed(found.status) && !IN_FLIGHT.has(found.status))
      desk.log.warn('purchase is not final', { provider: 'zendit', state: found.status.slice(0, 40) });
    return ok(toPurchaseStatus(found, undefined));
  }
  const code = await desk.settleActivation(key, found.confirmation);
  return code.ok ? ok(toPurchaseStatus(found, toProfile(found, code.value))) : code;
}
