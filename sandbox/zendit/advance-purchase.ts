import type { StandIn } from '../kernel/stand-in.ts';
import type { ZenditProfile } from './profile.ts';
import {
  isFinal,
  moveTransaction,
  toWalletMinor,
  type ZenditFailure,
  type ZenditPurchase,
  type ZenditTransaction,
} from './purchase.ts';
import type { ZenditSettings } from './settings.ts';

type AdvanceDeps = {
  standIn: StandIn<ZenditSettings>;
  nextProfile: () => ZenditProfile;
  /** Told of IN_PROGRESS and of every final state. */
  notify: (purchase: ZenditPurchase) => void;
};

const insufficientFunds: ZenditFailure = {
  code: 'INSUFFICIENT_FUNDS',
  description: 'The wallet balance does not cover the cost of the offer',
  message: 'Insufficient funds',
};
const providerFailure: ZenditFailure = {
  code: 'PROVIDER_ERROR',
  description: 'The network could not provide the eSIM',
  message: 'Fulfillment failed',
};

/** The part of the whole duration after which each state is left. */
const leaveAfter = { ACCEPTED: 0.1, PENDING: 0.25, AUTHORIZED: 0.4, IN_PROGRESS: 1, DONE: 0, FAILED: 0 };

export function toDueMs({ status, createdMs, durationMs }: ZenditPurchase): number {
  return createdMs + Math.ceil(durationMs * leaveAfter[status]);
}

function fail(
  deps: AdvanceDeps,
  purchase: ZenditPurchase,
  failure: { error: ZenditFailure; atMs: number },
): void {
  purchase.error = failure.error;
  moveTransaction(purchase, 'FAILED', failure.atMs);
  deps.standIn.record('failed', { transactionId: purchase.transactionId, code: failure.error.code });
}

function authorise(deps: AdvanceDeps, purchase: ZenditPurchase, atMs: number): void {
  const { settings } = deps.standIn;
  const costMinor = toWalletMinor(purchase.offer);
  if (costMinor > settings.walletMinor) {
    fail(deps, purchase, { error: insufficientFunds, atMs });
    return;
  }
  settings.walletMinor -= costMinor;
  moveTransaction(purchase, 'AUTHORIZED', atMs);
}

function finish(deps: AdvanceDeps, purchase: ZenditPurchase, atMs: number): void {
  const { settings, record } = deps.standIn;
  if ((settings.outcomes[purchase.transactionId] ?? purchase.outcome) === 'failed') {
    settings.walletMinor += toWalletMinor(purchase.offer);
    fail(deps, purchase, { error: providerFailure, atMs });
    return;
  }
  const profile = purchase.profile ?? deps.nextProfile();
  purchase.profile = profile;
  purchase.deliveredMs = atMs;
  moveTransaction(purchase, 'DONE', atMs);
  record('delivered', { transactionId: purchase.transactionId, iccid: profile.iccid });
}

function step(deps: AdvanceDeps, purchase: ZenditPurchase, atMs: number): void {
  if (purchase.status === 'ACCEPTED') moveTransaction(purchase, 'PENDING', atMs);
  else if (purchase.status === 'PENDING') authorise(deps, purchase, atMs);
  else if (purchase.status === 'AUTHORIZED') moveTransaction(purchase, 'IN_PROGRESS', atMs);
  else finish(deps, purchase, atMs);
  if (purchase.status === 'IN_PROGRESS' || isFinal(purchase)) deps.notify(purchase);
}

/** Waits in IN_PROGRESS until its outcome is overruled. */
export const isHeldUp = ({ settings }: StandIn<ZenditSettings>, purchase: ZenditPurchase) =>
  purchase.status === 'IN_PROGRESS' &&
  (settings.outcomes[purchase.transactionId] ?? purchase.outcome) === 'stuck';

/** Moves a purchase through every state whose time has come. */
export function advancePurchase(deps: AdvanceDeps, purchase: ZenditPurchase, nowMs: number): void {
  while (!isFinal(purchase) && toDueMs(purchase) <= nowMs && !isHeldUp(deps.standIn, purchase)) {
    // What was stuck moves when it is freed, not when it was once due.
    step(deps, purchase, purchase.outcome === 'stuck' ? nowMs : toDueMs(purchase));
  }
}

export function advanceRefund(
  standIn: StandIn<ZenditSettings>,
  { purchase, refund }: { purchase: ZenditPurchase; refund: ZenditTransaction },
  nowMs: number,
): void {
  const { settings, record } = standIn;
  const dueMs = refund.createdMs + settings.refundMs;
  if (isFinal(refund) || dueMs > nowMs) return;
  if (settings.refundOutcome === 'failed') {
    refund.error = { code: 'REFUND_REFUSED', description: 'The network refused', message: 'Refund failed' };
    moveTransaction(refund, 'FAILED', dueMs);
    return;
  }
  const amountMinor = toWalletMinor(purchase.offer);
  settings.walletMinor += amountMinor;
  moveTransaction(refund, 'DONE', dueMs);
  record('refund', {
    transactionId: purchase.transactionId,
    refundTransactionId: refund.transactionId,
    amountMinor,
    currency: purchase.offer.cost.currency,
  });
}
