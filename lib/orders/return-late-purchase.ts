import type { OrderStore } from '#lib/db/order-store';
import type { Order } from '#lib/domain/order';
import type { Log } from '#lib/observability/log';
import type { EsimProvider } from '#lib/providers/port';

export type ReturnDeps = {
  orders: Pick<OrderStore, 'move' | 'postpone' | 'countNotFound'>;
  now: () => Date;
  log: Log;
};

const LOOK_EVERY_MS = 5 * 60_000;
/** A wholesaler may deliver up to a day after it took the order. */
const WATCH_FOR_MS = 25 * 3_600_000;
const NOT_FOUND_TIMES = 3;

/**
 * Watches the purchase of an order that was released, and gives back what arrives late. An eSIM from a pooled
 * wholesaler stays in the pool for the next buyer instead.
 */
export async function returnLatePurchase(
  deps: ReturnDeps,
  provider: EsimProvider | undefined,
  order: Order,
): Promise<void> {
  const watchUntil = (order.releasedAt ?? order.createdAt).getTime() + WATCH_FOR_MS;
  const nothingToWatch = !provider?.capabilities.idempotentOrder || order.attempts === 0;
  if (nothingToWatch || deps.now().getTime() > watchUntil) return stopWatching(deps, order, 'watch_ended');
  const later = new Date(deps.now().getTime() + LOOK_EVERY_MS);
  const found = await provider.findPurchase({ key: order.purchaseKey });
  if (!found.ok) return deps.orders.postpone(order.id, later);
  if (found.value.kind === 'pending') {
    await deps.orders.countNotFound(order.id, 'found', later);
    return;
  }
  if (found.value.kind === 'failed') return stopWatching(deps, order, 'late_purchase_failed');
  if (found.value.kind === 'ready') return giveBack(deps, provider, order);
  const times = await deps.orders.countNotFound(order.id, 'not_found', later);
  if (times >= NOT_FOUND_TIMES) await stopWatching(deps, order, 'late_purchase_never_arrived');
}

/** Asks what has become of the refund before asking for one, so that a lost answer never makes two. */
async function giveBack(deps: ReturnDeps, provider: EsimProvider, order: Order): Promise<void> {
  const later = new Date(deps.now().getTime() + LOOK_EVERY_MS);
  const purchase = { key: order.purchaseKey };
  const asked = await provider.refundStatus(purchase);
  const refund = asked.ok && asked.value.kind === 'none' ? await provider.refund(purchase) : asked;
  if (refund.ok && refund.value.kind === 'done') return stopWatching(deps, order, 'late_esim_returned');
  const refused = refund.ok ? refund.value.kind === 'refused' : refund.error.kind === 'rejected';
  if (!refused) return deps.orders.postpone(order.id, later);
  deps.log.error('A late eSIM could not be given back', { orderId: order.id, provider: provider.id });
  await stopWatching(deps, order, 'late_esim_not_returned');
}

async function stopWatching(deps: ReturnDeps, order: Order, kind: string): Promise<void> {
  await deps.orders.move(order.id, {
    from: { fulfilment: ['cancelled'] },
    set: { nextActionAt: null },
    event: { kind },
  });
}
