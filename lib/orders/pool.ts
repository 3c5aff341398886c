import type { PlanState } from '#lib/domain/usage';

/**
 * Buying at a wholesaler whose orders neither take our key nor name the eSIM they made. eSIMs of one plan are
 * interchangeable, so nobody asks which order made which eSIM: every eSIM bought goes into a pool, is claimed by one
 * order, and what is bought again is what the plan lacks, whichever order asks.
 */

/** What is known of one plan at such a wholesaler, read in one transaction. */
export type PoolLedger = {
  /** Orders that are paid for and have no eSIM. */
  waitingOrders: number;
  /** Pool items that nobody has claimed. */
  freeItems: number;
  /** Calls answered with an order, younger than `STILL_COMING_MS`, whose eSIM has not appeared. */
  coming: number;
  /** Calls without a clear answer, younger than `SETTLE_MS`: their eSIM may still appear. */
  ambiguousYoung: number;
  /** Calls without a clear answer within the breaker's window that no eSIM has explained. */
  ambiguousRecent: number;
  /** Calls under way. */
  sending: number;
  /** Calls the asking order has caused that no eSIM has explained. */
  causedByOrder: number;
};

/** How long an unanswered call may still turn out to have bought something. */
export const SETTLE_MS = 60_000;
/** An accepted order whose eSIM has not appeared after this long no longer counts as coming. */
export const STILL_COMING_MS = 30 * 60_000;
/** A call that was never answered nor closed within this time belonged to a process that died. */
export const LOST_CALL_MS = 45_000;
export const BREAKER_WINDOW_MS = 10 * 60_000;

const MAX_CALLS_PER_ORDER = 3;
const MAX_AMBIGUOUS_PER_PLAN = 3;

export type PoolDecision =
  | { kind: 'buy' }
  | { kind: 'wait' }
  | { kind: 'hold'; reason: 'breaker' | 'review' };

/** Whether the plan is short of an eSIM that is neither there nor on its way, and may be bought now. */
export function decidePurchase(ledger: PoolLedger): PoolDecision {
  const expected = ledger.freeItems + ledger.coming + ledger.ambiguousYoung + ledger.sending;
  const need = ledger.waitingOrders - expected;
  if (need <= 0) return { kind: 'wait' };
  if (ledger.ambiguousRecent >= MAX_AMBIGUOUS_PER_PLAN) return { kind: 'hold', reason: 'breaker' };
  if (ledger.causedByOrder >= MAX_CALLS_PER_ORDER) return { kind: 'hold', reason: 'review' };
  return { kind: 'buy' };
}

export type ItemOrigin = 'baseline' | 'ours' | 'quarantine';

/** Whether somebody has begun to use the plan; `unclear` while the wholesaler does not say. */
export function toItemUse(state: PlanState): 'unused' | 'used' | 'unclear' {
  if (state === 'unknown') return 'unclear';
  return state === 'provisioning' || state === 'not_started' ? 'unused' : 'used';
}

/**
 * Whose an eSIM is that appears in the account for the first time. Never more are ours than we may have bought; one
 * that is in use already, or that carried another plan before, is never sold. `undefined` = too early to tell.
 */
export function classifyItem(item: {
  baselineTaken: boolean;
  use: 'unused' | 'used' | 'unclear';
  newEsim: boolean;
  admitted: number;
  attempts: number;
}): ItemOrigin | undefined {
  if (!item.baselineTaken) return 'baseline';
  if (item.use === 'unclear') return undefined;
  const sellable = item.use === 'unused' && item.newEsim;
  return sellable && item.admitted < item.attempts ? 'ours' : 'quarantine';
}
