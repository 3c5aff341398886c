import type { EsimStore } from '#lib/db/esim-store';
import type { OrderStore } from '#lib/db/order-store';
import type { Order } from '#lib/domain/order';
import { type FulfilOutcome, toAllocationOutcome } from '#lib/orders/fulfil-from-pool';
import { nextTurn } from '#lib/orders/next-turn';
import { toRefusal } from '#lib/orders/refusal';
import type { EsimProvider, PurchaseStatus } from '#lib/providers/port';

export type KeyedDeps = {
  orders: Pick<OrderStore, 'move' | 'postpone' | 'countNotFound'>;
  esims: Pick<EsimStore, 'allocate'>;
  now: () => Date;
};

const PARTNER_DOWN_MS = 5_000;
/** Our key is sent again only after the wholesaler did not know it twice, this far apart. */
const NOT_FOUND_PAUSE_MS = 10_000;
const NOT_FOUND_TIMES = 2;

/** Buys at a wholesaler that takes our own key, so that any doubt is settled by looking the key up. */
export async function fulfilByKey(
  deps: KeyedDeps,
  provider: EsimProvider,
  order: Order,
): Promise<FulfilOutcome> {
  return order.fulfilment === 'queued' ? send(deps, provider, order) : lookUp(deps, provider, order);
}

async function send(deps: KeyedDeps, provider: EsimProvider, order: Order): Promise<FulfilOutcome> {
  const sending = await deps.orders.move(order.id, {
    from: { payment: ['authorised'], fulfilment: ['queued'] },
    set: {
      fulfilment: 'sending',
      attempts: { increment: 1 },
      nextActionAt: after(deps, order, PARTNER_DOWN_MS),
    },
    event: { kind: 'purchase_sending' },
  });
  if (!sending) return { kind: 'waiting' };
  const answer = await provider.purchase({
    key: order.purchaseKey,
    offerId: order.plan.offerId,
    currency: order.plan.costCurrency,
  });
  const from = { payment: ['authorised'], fulfilment: ['sending'] } as const;
  if (answer.ok) {
    const reference = answer.value.reference;
    await deps.orders.move(order.id, {
      from,
      set: {
        fulfilment: 'placed',
        placedAt: deps.now(),
        notFoundCount: 0,
        ...(reference && { purchaseRef: reference }),
        nextActionAt: after(deps, order, 1_000),
      },
      event: { kind: 'purchase_accepted' },
    });
    return { kind: 'waiting' };
  }
  if (answer.error.kind === 'rejected') {
    return { kind: 'refused', refusal: toRefusal(answer.error.reason), keySpent: false };
  }
  const unsure = answer.error.kind === 'unknown_outcome';
  const pauseMs =
    answer.error.kind === 'unavailable' ? (answer.error.retryAfterMs ?? PARTNER_DOWN_MS) : 1_000;
  await deps.orders.move(order.id, {
    from,
    set: { fulfilment: unsure ? 'unknown' : 'queued', nextActionAt: after(deps, order, pauseMs) },
    event: { kind: unsure ? 'purchase_outcome_unknown' : 'purchase_not_sent' },
  });
  return { kind: 'waiting' };
}

async function lookUp(deps: KeyedDeps, provider: EsimProvider, order: Order): Promise<FulfilOutcome> {
  const found = await provider.findPurchase({
    key: order.purchaseKey,
    ...(order.purchaseRef && { reference: order.purchaseRef }),
  });
  if (!found.ok) {
    await deps.orders.postpone(order.id, after(deps, order, PARTNER_DOWN_MS));
    return { kind: 'waiting' };
  }
  if (found.value.kind === 'not_found') return countMissing(deps, order);
  return follow(deps, provider, order, found.value);
}

/** The wholesaler does not know our key: after enough looks it was never bought, and the same key is sent again. */
async function countMissing(deps: KeyedDeps, order: Order): Promise<FulfilOutcome> {
  const times = await deps.orders.countNotFound(
    order.id,
    'not_found',
    after(deps, order, NOT_FOUND_PAUSE_MS),
  );
  if (times < NOT_FOUND_TIMES) return { kind: 'waiting' };
  await deps.orders.move(order.id, {
    from: { payment: ['authorised'], fulfilment: ['unknown', 'placed', 'sending'] },
    set: { fulfilment: 'queued', notFoundCount: 0, nextActionAt: deps.now() },
    event: { kind: 'purchase_never_arrived' },
  });
  return { kind: 'waiting' };
}

async function follow(
  deps: KeyedDeps,
  provider: EsimProvider,
  order: Order,
  status: Exclude<PurchaseStatus, { kind: 'not_found' }>,
): Promise<FulfilOutcome> {
  if (status.kind === 'failed') {
    return { kind: 'refused', refusal: toRefusal(status.reason), keySpent: true };
  }
  if (status.kind === 'ready') {
    const result = await deps.esims.allocate({
      orderId: order.id,
      provider: provider.id,
      offerId: order.plan.offerId,
      profile: status.profile,
      now: deps.now(),
    });
    return toAllocationOutcome(result);
  }
  if (order.fulfilment === 'placed') {
    await deps.orders.countNotFound(order.id, 'found', after(deps, order, pollPauseMs(order, deps.now())));
    return { kind: 'waiting' };
  }
  await deps.orders.move(order.id, {
    from: { payment: ['authorised'], fulfilment: ['unknown', 'sending'] },
    set: {
      fulfilment: 'placed',
      placedAt: deps.now(),
      notFoundCount: 0,
      nextActionAt: after(deps, order, 1_000),
    },
    event: { kind: 'purchase_found' },
  });
  return { kind: 'waiting' };
}

/** Every second for 15 s, every 5 s for the next minute, then every 30 s. */
function pollPauseMs(order: Order, now: Date): number {
  const ageMs = now.getTime() - (order.placedAt ?? now).getTime();
  if (ageMs < 15_000) return 1_000;
  return ageMs < 75_000 ? 5_000 : 30_000;
}

const after = (deps: KeyedDeps, order: Order, ms: number) => nextTurn(order, deps.now(), ms);
