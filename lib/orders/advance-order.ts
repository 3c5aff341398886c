import type { OrderStore } from '#lib/db/order-store';
import type { HoldReason, Order, OrderId } from '#lib/domain/order';
import { fulfilByKey, type KeyedDeps } from '#lib/orders/fulfil-by-key';
import { type FulfilOutcome, fulfilFromPool, type PoolDeps } from '#lib/orders/fulfil-from-pool';
import { nextTurn } from '#lib/orders/next-turn';
import { toRefusal } from '#lib/orders/refusal';
import { type ReturnDeps, returnLatePurchase } from '#lib/orders/return-late-purchase';
import type { EsimProvider } from '#lib/providers/port';

export type AdvanceDeps = PoolDeps &
  KeyedDeps &
  ReturnDeps & {
    orders: Pick<OrderStore, 'readOrder' | 'move' | 'postpone' | 'countNotFound'>;
    /** `undefined` for a wholesaler that is no longer configured. */
    findProvider: (order: Order) => EsimProvider | undefined;
    settlePayment: (id: OrderId) => Promise<unknown>;
    capturePayment: (id: OrderId) => Promise<unknown>;
    releaseOrder: (id: OrderId, reason: ReleaseReason) => Promise<unknown>;
    /** An empty wallet or a refused key takes the wholesaler's plans out of sale until it is mended. */
    suspendSales: (provider: EsimProvider['id'], reason: HoldReason) => Promise<void>;
  };

export type ReleaseReason = 'not_in_time' | 'not_available';

const HELD_RETRY_MS = 30_000;
const REVIEW_LOOK_MS = 60_000;

/** One turn of an order: does the next thing its state asks for. Safe to call at any time and as often as one likes. */
export async function advanceOrder(deps: AdvanceDeps, id: OrderId): Promise<void> {
  const order = await deps.orders.readOrder(id);
  if (!order) return;
  if (order.payment === 'none' || order.payment === 'session_open') await deps.settlePayment(id);
  else if (order.payment === 'authorised') await advancePaid(deps, order);
  else if (order.fulfilment === 'cancelled') await returnLatePurchase(deps, deps.findProvider(order), order);
  else await close(deps, order);
}

/** Nothing is left to do: without this the order would be due for ever. */
async function close(deps: AdvanceDeps, order: Order): Promise<void> {
  await deps.orders.move(order.id, {
    from: { payment: [order.payment], fulfilment: [order.fulfilment] },
    set: { nextActionAt: null },
    event: { kind: 'closed' },
  });
}

async function advancePaid(deps: AdvanceDeps, order: Order): Promise<void> {
  if (order.fulfilment === 'allocated') {
    await deps.capturePayment(order.id);
    return;
  }
  if (order.fulfilment === 'cancelled' || (order.promiseUntil && order.promiseUntil <= deps.now())) {
    await deps.releaseOrder(order.id, 'not_in_time');
    return;
  }
  if (order.fulfilment === 'held') {
    await resume(deps, order);
    return;
  }
  const provider = deps.findProvider(order);
  const outcome: FulfilOutcome = provider
    ? await fulfil(deps, provider, order)
    : { kind: 'refused', refusal: toRefusal('access'), keySpent: false };
  if (outcome.kind === 'allocated') await deps.capturePayment(order.id);
  if (outcome.kind === 'refused') await refuse(deps, order, outcome);
}

function fulfil(deps: AdvanceDeps, provider: EsimProvider, order: Order): Promise<FulfilOutcome> {
  return provider.capabilities.idempotentOrder
    ? fulfilByKey(deps, provider, order)
    : fulfilFromPool(deps, provider, order);
}

/**
 * A held order is tried again while its promise lasts. One that needs a person waits for the person, for an eSIM of
 * the pool that was handed to it meanwhile, or for the end of the promise.
 */
async function resume(deps: AdvanceDeps, order: Order): Promise<void> {
  if (order.holdReason === 'review' && !(await deps.pool.readClaimed(order.id))) {
    await deps.orders.postpone(order.id, nextTurn(order, deps.now(), REVIEW_LOOK_MS));
    return;
  }
  await deps.orders.move(order.id, {
    from: { payment: ['authorised'], fulfilment: ['held'] },
    set: { fulfilment: 'queued', holdReason: null, nextActionAt: deps.now() },
    event: { kind: 'resumed' },
  });
}

async function refuse(
  deps: AdvanceDeps,
  order: Order,
  outcome: FulfilOutcome & { kind: 'refused' },
): Promise<void> {
  if (outcome.refusal.kind === 'give_up') {
    await deps.releaseOrder(order.id, 'not_available');
    return;
  }
  const { reason, scope } = outcome.refusal;
  if (scope === 'wholesaler') await deps.suspendSales(order.plan.provider, reason);
  const held = await deps.orders.move(order.id, {
    from: { payment: ['authorised'], fulfilment: ['queued', 'sending', 'placed', 'unknown'] },
    set: {
      fulfilment: 'held',
      holdReason: reason,
      nextActionAt: nextTurn(order, deps.now(), HELD_RETRY_MS),
      ...(outcome.keySpent && {
        purchaseKey: nextKey(order.purchaseKey),
        purchaseRef: null,
        notFoundCount: 0,
      }),
    },
    event: { kind: 'held', detail: { reason } },
  });
  if (held && reason === 'review') deps.log.error('An order needs a person', { orderId: order.id, reason });
}

/** "o-abc-1" → "o-abc-2". */
function nextKey(key: string): string {
  return key.replace(/\d+$/, (count) => String(Number(count) + 1));
}
