import type { EsimStore } from '#lib/db/esim-store';
import type { OrderStore } from '#lib/db/order-store';
import type { PoolStore } from '#lib/db/pool-store';
import type { Order } from '#lib/domain/order';
import type { Log } from '#lib/observability/log';
import { nextTurn } from '#lib/orders/next-turn';
import {
  BREAKER_WINDOW_MS,
  classifyItem,
  decidePurchase,
  LOST_CALL_MS,
  SETTLE_MS,
  STILL_COMING_MS,
  toItemUse,
} from '#lib/orders/pool';
import { type Refusal, toRefusal } from '#lib/orders/refusal';
import type { EsimProvider, StockItem } from '#lib/providers/port';

export type PoolDeps = {
  orders: Pick<OrderStore, 'move' | 'postpone'>;
  esims: Pick<EsimStore, 'allocate'>;
  pool: PoolStore;
  now: () => Date;
  log: Log;
};

/**
 * What became of one look at the order: an eSIM is stored, it goes on waiting, or the wholesaler refuses.
 * `keySpent`: the wholesaler closed our key as failed, so that a further try needs a new one.
 */
export type FulfilOutcome =
  | { kind: 'allocated' }
  | { kind: 'waiting' }
  | { kind: 'refused'; refusal: Refusal; keySpent: boolean };

const WINDOWS = {
  settleMs: SETTLE_MS,
  stillComingMs: STILL_COMING_MS,
  lostCallMs: LOST_CALL_MS,
  breakerMs: BREAKER_WINDOW_MS,
};
const LOOK_AGAIN_MS = 1_500;
const PARTNER_DOWN_MS = 10_000;

/** Gets the order an eSIM from the pool of its plan, buying one only when the plan is short of it. */
export async function fulfilFromPool(
  deps: PoolDeps,
  provider: EsimProvider,
  order: Order,
): Promise<FulfilOutcome> {
  const plan = { provider: provider.id, offerId: order.plan.offerId };
  await deps.pool.assignFree(plan);
  const claimed = await deps.pool.readClaimed(order.id);
  if (claimed) return deliverClaimed(deps, provider, order, claimed);

  const asOf = deps.now();
  const listed = await provider.listStock();
  if (!listed.ok) return wait(deps, order, PARTNER_DOWN_MS);
  await takeIn(deps, provider, listed.value, asOf);
  await deps.pool.assignFree(plan);
  const found = await deps.pool.readClaimed(order.id);
  return found ? deliverClaimed(deps, provider, order, found) : buyWhenShort(deps, provider, order, asOf);
}

async function takeIn(deps: PoolDeps, provider: EsimProvider, stock: readonly StockItem[], asOf: Date) {
  const items = stock.map((item) => ({ ...item, use: toItemUse(item.state) }));
  const { quarantined } = await deps.pool.takeIn({
    provider: provider.id,
    items,
    asOf,
    windows: WINDOWS,
    classify: classifyItem,
  });
  if (quarantined > 0)
    deps.log.warn('eSIMs were set aside that this shop may not sell', {
      provider: provider.id,
      count: quarantined,
    });
}

async function deliverClaimed(
  deps: PoolDeps,
  provider: EsimProvider,
  order: Order,
  item: { subscriptionRef: string; esimRef: string },
): Promise<FulfilOutcome> {
  const profile = await provider.readProfile(item);
  if (!profile.ok) return wait(deps, order, PARTNER_DOWN_MS);
  if (!profile.value) return wait(deps, order, LOOK_AGAIN_MS);
  const result = await deps.esims.allocate({
    orderId: order.id,
    provider: provider.id,
    offerId: order.plan.offerId,
    profile: profile.value,
    now: deps.now(),
  });
  return toAllocationOutcome(result);
}

/** An eSIM that another order owns already is a wholesaler's mistake that a person must look into. */
export function toAllocationOutcome(result: 'allocated' | 'not_waiting' | 'taken'): FulfilOutcome {
  if (result === 'allocated') return { kind: 'allocated' };
  if (result === 'not_waiting') return { kind: 'waiting' };
  return { kind: 'refused', refusal: { kind: 'hold', reason: 'review', scope: 'order' }, keySpent: false };
}

async function buyWhenShort(
  deps: PoolDeps,
  provider: EsimProvider,
  order: Order,
  asOf: Date,
): Promise<FulfilOutcome> {
  const opened = await deps.pool.openAttempt({
    provider: provider.id,
    offerId: order.plan.offerId,
    orderId: order.id,
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
  if (!attemptId) return wait(deps, order, LOOK_AGAIN_MS);
  return buy(deps, provider, order, attemptId);
}

async function buy(
  deps: PoolDeps,
  provider: EsimProvider,
  order: Order,
  attemptId: string,
): Promise<FulfilOutcome> {
  const answer = await provider.purchase({
    key: order.purchaseKey,
    offerId: order.plan.offerId,
    currency: order.plan.costCurrency,
  });
  const now = deps.now();
  const next = nextTurn(order, now, LOOK_AGAIN_MS);
  const from = { payment: ['authorised'], fulfilment: ['sending'] } as const;
  if (answer.ok) {
    const reference = answer.value.reference;
    await deps.pool.closeAttempt(attemptId, { state: 'accepted', ...(reference && { reference }), now });
    await deps.orders.move(order.id, {
      from,
      set: {
        fulfilment: 'placed',
        placedAt: now,
        ...(reference && { purchaseRef: reference }),
        nextActionAt: next,
      },
      event: { kind: 'purchase_accepted' },
    });
    return { kind: 'waiting' };
  }
  if (answer.error.kind === 'unknown_outcome') {
    await deps.pool.closeAttempt(attemptId, { state: 'ambiguous', now });
    await deps.orders.move(order.id, {
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
  await deps.orders.move(order.id, {
    from,
    set: {
      fulfilment: 'queued',
      nextActionAt: nextTurn(order, now, answer.error.retryAfterMs ?? PARTNER_DOWN_MS),
    },
    event: { kind: 'purchase_not_sent' },
  });
  return { kind: 'waiting' };
}

async function wait(deps: PoolDeps, order: Order, ms: number): Promise<FulfilOutcome> {
  await deps.orders.postpone(order.id, nextTurn(order, deps.now(), ms));
  return { kind: 'waiting' };
}
