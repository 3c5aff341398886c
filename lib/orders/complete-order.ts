import type { OrderStore } from '#lib/db/order-store';
import { type Order, type OrderId, WAITING_STATES } from '#lib/domain/order';
import { type CaptureDeps, capturePayment } from '#lib/orders/capture-payment';
import { orderMail } from '#lib/orders/order-mail';
import { planCompletion } from '#lib/orders/plan-completion';
import { type ReleaseDeps, releaseHold } from '#lib/orders/release-hold';

export type CompleteDeps = CaptureDeps & ReleaseDeps & { orders: Pick<OrderStore, 'readOrder'> };

/**
 * Brings the money of an order on hold to where its lines are: waits, shows what is here, takes the sum of what
 * arrived, or gives the hold back. Called by the order's own turn and by each line that ended. Of any number of calls
 * at once each step happens once. Answers the order as it is afterwards.
 */
export async function completeOrder(deps: CompleteDeps, id: OrderId): Promise<Order | undefined> {
  const order = await deps.orders.readOrder(id);
  if (order?.payment !== 'authorised') return order;
  const completion = planCompletion(order, deps.now());
  switch (completion.kind) {
    case 'wait':
      await deps.orders.postpone(order, completion.until);
      return order;
    case 'tell_delay':
      return tellDelay(deps, order);
    case 'show':
      await show(deps, order);
      return completeOrder(deps, id);
    case 'give_up':
      await giveUp(deps, order);
      return completeOrder(deps, id);
    case 'capture':
      return capturePayment(deps, order, completion);
    case 'release':
      return releaseHold(deps, order);
  }
}

/** Once, and the turn after it is the end of the promise. */
async function tellDelay(deps: CompleteDeps, order: Order): Promise<Order> {
  const moved = await deps.orders.move(order.id, {
    from: { payment: ['authorised'], delay: 'untold' },
    set: { delayedAt: deps.now(), nextActionAt: order.promiseUntil ?? deps.now() },
    event: { kind: 'delay_told' },
    mail: orderMail(order, 'order_delayed'),
  });
  return moved ?? order;
}

async function show(deps: CompleteDeps, order: Order): Promise<void> {
  await deps.orders.move(order.id, {
    from: { payment: ['authorised'], someLine: ['allocated'] },
    set: {},
    lines: { from: ['allocated'], to: 'delivered', set: { deliveredAt: deps.now() } },
    event: { kind: 'esims_shown' },
  });
}

/** A line whose eSIM is stored at the same moment either wins (and is captured) or is refused. */
async function giveUp(deps: CompleteDeps, order: Order): Promise<void> {
  const now = deps.now();
  await deps.orders.move(order.id, {
    from: { payment: ['authorised'], someLine: WAITING_STATES },
    set: { nextActionAt: now },
    lines: {
      from: WAITING_STATES,
      to: 'cancelled',
      // Due, because a purchase that is under way may still have to be given back.
      set: { cancelledAt: now, nextActionAt: now, holdReason: null, notFoundCount: 0 },
    },
    event: { kind: 'lines_given_up', detail: { reason: 'not_in_time' } },
  });
}
