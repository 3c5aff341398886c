import { TIMING } from '#lib/config/timing';
import type { EsimStore } from '#lib/db/esim-store';
import type { LineStore } from '#lib/db/line-store';
import type { PoolStore } from '#lib/db/pool-store';
import type { OrderLine } from '#lib/domain/order';
import { crashDuring, crashPoint } from '#lib/faults/crash-point';
import { callWritten } from '#lib/faults/unwritten-call';
import { nextTurn } from '#lib/orders/next-turn';
import type { PollStock } from '#lib/orders/poll-stock';
import { decidePurchase, WINDOWS } from '#lib/orders/pool';
import { type Refusal, toRefusal } from '#lib/orders/refusal';
import type { EsimProvider } from '#lib/providers/port';

export type PoolDeps = {
  lines: Pick<LineStore, 'moveLine' | 'postponeLine'>;
  esims: Pick<EsimStore, 'allocate'>;
  pool: PoolStore;
  /** Brings the account's eSIMs into the pool; lines that wait at the same time share one list. */
  pollStock: PollStock;
  now: () => Date;
};

/**
 * What became of one look at the order: an eSIM is stored, it goes on waiting, or the wholesaler refuses.
 * `keySpent`: the wholesaler closed our key as failed, so that a further try needs a new one.
 */
export type FulfilOutcome =
  | { kind: 'allocated' }
  | { kind: 'waiting' }
  | { kind: 'refused'; refusal: Refusal; keySpent: boolean };

/** Gets the line an eSIM from the pool of its plan, buying one only when the plan is short of it. */
export async function fulfilFromPool(
  deps: PoolDeps,
  provider: EsimProvider,
  line: OrderLine,
): Promise<FulfilOutcome> {
  const notBefore = new Date(deps.now().getTime() - WINDOWS.shelfLifeMs);
  const plan = { provider: provider.id, offerId: line.plan.offerId, notBefore };
  await deps.pool.assignFree(plan);
  const claimed = await deps.pool.readClaimed(line.id);
  if (claimed) return deliverClaimed(deps, provider, line, claimed);

  const poll = await deps.pollStock(provider);
  if (poll.kind === 'busy') return wait(deps, line, TIMING.pool.lookAgain);
  if (poll.kind === 'unavailable') return wait(deps, line, TIMING.pool.partnerDown);
  crashPoint('j6');
  await deps.pool.assignFree(plan);
  const found = await deps.pool.readClaimed(line.id);
  return found ? deliverClaimed(deps, provider, line, found) : buyWhenShort(deps, provider, line, poll.asOf);
}

async function deliverClaimed(
  deps: PoolDeps,
  provider: EsimProvider,
  line: OrderLine,
  item: { subscriptionRef: string; esimRef: string },
): Promise<FulfilOutcome> {
  const profile = await provider.readProfile(item);
  if (!profile.ok) return wait(deps, line, TIMING.pool.partnerDown);
  if (!profile.value) return wait(deps, line, TIMING.pool.lookAgain);
  crashPoint('j7');
  const result = await deps.esims.allocate({
    line,
    provider: provider.id,
    offerId: line.plan.offerId,
    profile: profile.value,
    now: deps.now(),
  });
  return toAllocationOutcome(result);
}

/** An eSIM that another line owns already is a wholesaler's mistake that a person must look into. */
export function toAllocationOutcome(result: 'allocated' | 'not_waiting' | 'taken'): FulfilOutcome {
  if (result === 'allocated') return { kind: 'allocated' };
  if (result === 'not_waiting') return { kind: 'waiting' };
  return { kind: 'refused', refusal: { kind: 'hold', reason: 'review', scope: 'order' }, keySpent: false };
}

async function buyWhenShort(
  deps: PoolDeps,
  provider: EsimProvider,
  line: OrderLine,
  asOf: Date,
): Promise<FulfilOutcome> {
  const opened = await deps.pool.openAttempt({
    provider: provider.id,
    offerId: line.plan.offerId,
    line,
    asOf,
    now: deps.now(),
    windows: WINDOWS,
    decide: decidePurchase,
  });
  if (opened === 'stale') return { kind: 'waiting' };
  const { decision, attemptId } = opened;
  if (decision.kind === 'hold')
    return {
      kind: 'refused',
      refusal: { kind: 'hold', reason: decision.reason, scope: 'order' },
      keySpent: false,
    };
  if (!attemptId) return wait(deps, line, TIMING.pool.lookAgain);
  return buy(deps, provider, line, attemptId);
}

async function buy(
  deps: PoolDeps,
  provider: EsimProvider,
  line: OrderLine,
  attemptId: string,
): Promise<FulfilOutcome> {
  crashPoint('j2');
  const request = { key: line.purchaseKey, offerId: line.plan.offerId, currency: line.plan.costCurrency };
  const answer = await callWritten(() => crashDuring('j3', provider.purchase(request)), {
    takeBack: () => takeBack(deps, line, attemptId),
    writeLate: () => deps.lines.moveLine(line, WRITTEN_LATE),
  });
  crashPoint('j4');
  const now = deps.now();
  const next = nextTurn(line, now, TIMING.pool.lookAgain);
  const from = { payment: ['authorised'], fulfilment: ['sending'] } as const;
  if (answer.ok) {
    const reference = answer.value.reference;
    await deps.pool.closeAttempt(attemptId, { state: 'accepted', ...(reference && { reference }), now });
    await deps.lines.moveLine(line, {
      from,
      set: {
        fulfilment: 'placed',
        placedAt: now,
        ...(reference && { purchaseRef: reference }),
        nextActionAt: next,
      },
      event: { kind: 'purchase_accepted' },
    });
    crashPoint('j5');
    return { kind: 'waiting' };
  }
  if (answer.error.kind === 'unknown_outcome') {
    await deps.pool.closeAttempt(attemptId, { state: 'ambiguous', now });
    await deps.lines.moveLine(line, {
      from,
      set: { fulfilment: 'unknown', nextActionAt: next },
      event: { kind: 'purchase_outcome_unknown' },
    });
    return { kind: 'waiting' };
  }
  await deps.pool.closeAttempt(attemptId, { state: 'rejected', now });
  if (answer.error.kind === 'rejected') {
    return { kind: 'refused', refusal: toRefusal(answer.error.reason), keySpent: false };
  }
  await deps.lines.moveLine(line, {
    from,
    set: {
      fulfilment: 'queued',
      nextActionAt: nextTurn(line, now, answer.error.retryAfterMs ?? TIMING.pool.partnerDown),
    },
    event: { kind: 'purchase_not_sent' },
  });
  return { kind: 'waiting' };
}

/** Only for the test that proves why the attempt is written before the call. */
async function takeBack(deps: PoolDeps, line: OrderLine, attemptId: string): Promise<void> {
  await deps.pool.closeAttempt(attemptId, { state: 'rejected', now: deps.now() });
  await deps.lines.moveLine(line, {
    from: { fulfilment: ['sending'] },
    set: { fulfilment: 'queued' },
    event: { kind: 'purchase_taken_back' },
  });
}

const WRITTEN_LATE = {
  from: { fulfilment: ['queued'] },
  set: { fulfilment: 'sending' },
  event: { kind: 'purchase_sending' },
} as const;

async function wait(deps: PoolDeps, line: OrderLine, ms: number): Promise<FulfilOutcome> {
  await deps.lines.postponeLine(line, nextTurn(line, deps.now(), ms));
  return { kind: 'waiting' };
}
