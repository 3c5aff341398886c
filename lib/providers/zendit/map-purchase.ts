import { type ActivationCode, type Profile, parseIccid } from '#lib/domain/esim';
import type { PurchaseStatus, RejectReason } from '#lib/providers/port';
import type { ZenditPurchaseWire } from '#lib/providers/zendit/wire';

/** The documents write both forms. */
export function isFailed(status: string): boolean {
  return status === 'FAILED' || status === 'FAIL';
}

export function isDone(status: string): boolean {
  return status === 'DONE';
}

/** Why a transaction failed; only the empty wallet has a documented code. */
export function toFailure({ error }: ZenditPurchaseWire): RejectReason {
  return error?.code === 'INSUFFICIENT_FUNDS' ? 'wallet' : 'offer_unavailable';
}

/** `undefined` while the confirmation lacks what an installation needs. */
export function toProfile(
  purchase: ZenditPurchaseWire,
  activationCode: ActivationCode | undefined,
): Profile | undefined {
  const iccid = parseIccid(purchase.confirmation?.iccid ?? '');
  if (!iccid || !activationCode) return undefined;
  return {
    iccid,
    activationCode,
    state: 'ready_to_install',
    esimRef: iccid,
    subscriptionRef: purchase.transactionId,
  };
}

/** DONE without a usable confirmation is still on its way; every status that is not final is. */
export function toPurchaseStatus(purchase: ZenditPurchaseWire, profile: Profile | undefined): PurchaseStatus {
  if (isFailed(purchase.status)) return { kind: 'failed', reason: toFailure(purchase) };
  return isDone(purchase.status) && profile ? { kind: 'ready', profile } : { kind: 'pending' };
}
