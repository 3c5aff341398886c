import { POOL } from '#lib/config/pool';
import { TIMING } from '#lib/config/timing';
import type { PlanState } from '#lib/domain/usage';
import { hasGuard } from '#lib/faults/guard';

/**
 * Buying at a wholesaler whose orders neither take our key nor name the eSIM they made. eSIMs of one plan are
 * interchangeable, so nobody asks which order made which eSIM: every eSIM bought goes into a pool, is claimed by one
 * order, and what is bought again is what the plan lacks, whichever order asks.
 */

/** What is known of one plan at such a wholesaler, read in one transaction. */
export type PoolLedger = {
  /** Lines of paid orders that have no eSIM. */
  waitingLines: number;
  /** Pool items that nobody has claimed. */
  freeItems: number;
  /** Calls answered with an order, younger than `stillComingMs`, whose eSIM has not appeared. */
  coming: number;
  /** Calls without a clear answer, younger than `settleMs`: their eSIM may still appear. */
  ambiguousYoung: number;
  /** Calls within the breaker's window that got no clear answer and no eSIM has explained, since the last clear one. */
  unclearInARow: number;
  /** The same, over all plans of the account and since the account's last clear answer. */
  unclearOfAccount: number;
  /** eSIMs of the account bought within the day that nobody has claimed: what was bought too many. */
  surplusOfDay: number;
  /** Calls under way. */
  sending: number;
  /** Calls the asking line has caused that no eSIM has explained. */
  causedByLine: number;
};

/** How far back calls count; what each window means stands in `TIMING.pool`. */
export const WINDOWS = {
  settleMs: TIMING.pool.settle,
  stillComingMs: TIMING.pool.stillComing,
  lostCallMs: TIMING.pool.lostCall,
  breakerMs: TIMING.pool.breakerWindow,
  dayMs: TIMING.pool.day,
  shelfLifeMs: TIMING.pool.shelfLife,
};

export type PoolDecision =
  | { kind: 'buy' }
  | { kind: 'wait' }
  | { kind: 'hold'; reason: 'breaker' | 'review' };

/** Whether the plan is short of an eSIM that is neither there nor on its way, and may be bought now. */
export function decidePurchase(ledger: PoolLedger): PoolDecision {
  const expected = ledger.freeItems + ledger.coming + ledger.ambiguousYoung + ledger.sending;
  const need = ledger.waitingLines - expected;
  if (need <= 0 && hasGuard('plan_ledger')) return { kind: 'wait' };
  const { unclearPerPlan, unclearPerAccount, callsPerLine, surplusPerDay } = POOL;
  const isUnclear = ledger.unclearInARow >= unclearPerPlan || ledger.unclearOfAccount >= unclearPerAccount;
  if (isUnclear) return { kind: 'hold', reason: 'breaker' };
  if (ledger.causedByLine >= callsPerLine || ledger.surplusOfDay >= surplusPerDay)
    return { kind: 'hold', reason: 'review' };
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
