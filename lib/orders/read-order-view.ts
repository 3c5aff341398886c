import type { EsimStore } from '#lib/db/esim-store';
import type { LinkStore } from '#lib/db/link-store';
import type { OrderStore } from '#lib/db/order-store';
import type { RefundStore } from '#lib/db/refund-store';
import { type Money, money } from '#lib/domain/money';
import { type Order, type OrderId, parseOrderId, toLiveLines, toOrderStage } from '#lib/domain/order';
import type { AccountView, EsimView, OrderStatusJson, OrderSummary, OrderView } from '#lib/domain/order-view';
import { type PromisePhase, toPromiseClock, toPromisePhase } from '#lib/domain/promise';
import { cadence, type SlotDeps, toSlotView } from '#lib/orders/slot-view';
import { readMeter, watchMeter } from '#lib/usage/read-meter';

export type OrderAccessDeps = SlotDeps & {
  orders: Pick<OrderStore, 'readOrder' | 'listOrdersOf'>;
  esims: Pick<EsimStore, 'listOf' | 'read' | 'readActivationCode' | 'bringReadForward'>;
  refunds: Pick<RefundStore, 'listOf'>;
  links: Pick<LinkStore, 'opens'>;
  /** Where an open pay page is; read from the payment provider. */
  readPayUrl: (order: Order) => Promise<string | undefined>;
  settlePayment: (id: OrderId) => Promise<unknown>;
};

/** Who asks: link tokens of this browser, and the verified address of a signed-in person. */
export type Viewer = { tokens: readonly string[]; email?: string | undefined };

/** The one gate to an order. A wrong id, a foreign order and an expired link are the same `undefined`. */
export async function requireOwn(
  deps: Pick<OrderAccessDeps, 'orders' | 'links' | 'now'>,
  orderId: string,
  viewer: Viewer,
): Promise<Order | undefined> {
  const id = parseOrderId(orderId);
  const order = id && (await deps.orders.readOrder(id));
  if (!order) return undefined;
  const own = viewer.email !== undefined && viewer.email === order.email;
  return own || (await deps.links.opens(order.id, viewer.tokens, deps.now())) ? order : undefined;
}

/** An order that is not settled yet is settled by looking, so that a lost webhook delays nobody. */
async function readSettled(
  deps: OrderAccessDeps,
  orderId: string,
  viewer: Viewer,
): Promise<Order | undefined> {
  const order = await requireOwn(deps, orderId, viewer);
  if (order?.payment !== 'session_open') return order;
  await deps.settlePayment(order.id);
  return deps.orders.readOrder(order.id);
}

/** The order as its owner may see it, with codes only once they may be shown. */
export async function readOrderView(
  deps: OrderAccessDeps,
  input: { orderId: string } & Viewer,
): Promise<OrderView | undefined> {
  const order = await readSettled(deps, input.orderId, input);
  if (!order) return undefined;
  const stage = toOrderStage(order);
  const payUrl = stage === 'awaiting_payment' ? await deps.readPayUrl(order) : undefined;
  const esims = stage === 'ready' ? await deps.esims.listOf(order.id) : [];
  const refunds = order.refund === 'none' ? [] : await deps.refunds.listOf(order.id);
  const { id, number, email, plan, quantity, unitPrice, price, createdAt } = order;
  // Before the slots, so that a page never has the words of a phase without its substitutes.
  const phase = toPhase(order, deps.now());
  return {
    ...{ id, number, stage, email, plan, quantity, unitPrice, price, createdAt },
    ...(order.promotion && { promotion: order.promotion }),
    settled: isSettled(order),
    ...phase,
    ...toMoments(order),
    ...toCaptured(order),
    ...(payUrl && { payUrl }),
    ...(order.withdrawalOpenSince && { withdrawnAt: order.withdrawalOpenSince }),
    slots: await Promise.all(
      toLiveLines(order.lines).map((line) => toSlotView(deps, { order, line, esims, refunds })),
    ),
  };
}

const isSettled = ({ payment }: Order) => payment !== 'authorised' && payment !== 'session_open';

function toCaptured({ capturedMinor, price }: Order): { captured?: Money } {
  return capturedMinor === undefined ? {} : { captured: money(capturedMinor, price.currency) };
}

/** Of several lines the first that was placed and the last that was delivered. */
function toMoments(order: Order) {
  const { authorisedAt, capturedAt, releasedAt, promiseUntil } = order;
  const lines = toLiveLines(order.lines);
  const holdReason = lines.find((line) => line.fulfilment === 'held')?.holdReason;
  const placedAt = lines.flatMap((line) => line.placedAt ?? []).sort(byTime)[0];
  const deliveredAt = lines
    .flatMap((line) => line.deliveredAt ?? [])
    .sort(byTime)
    .at(-1);
  return {
    ...(holdReason && { holdReason }),
    ...(authorisedAt && { authorisedAt }),
    ...(placedAt && { placedAt }),
    ...(capturedAt && { capturedAt }),
    ...(deliveredAt && { deliveredAt }),
    ...(releasedAt && { releasedAt }),
    ...(promiseUntil && { promiseUntil }),
  };
}

const byTime = (a: Date, b: Date) => a.getTime() - b.getTime();

/** What the order page polls. */
export async function readOrderStatus(
  deps: OrderAccessDeps,
  input: { orderId: string } & Viewer,
): Promise<OrderStatusJson | undefined> {
  const order = await readSettled(deps, input.orderId, input);
  if (!order) return undefined;
  const iso = Object.entries(toMoments(order)).map(([key, value]) => [
    key,
    value instanceof Date ? value.toISOString() : value,
  ]);
  return {
    stage: toOrderStage(order),
    ready: order.lines.filter((line) => line.fulfilment === 'delivered').length,
    quantity: order.quantity,
    settled: isSettled(order),
    ...toPhase(order, deps.now()),
    ...Object.fromEntries(iso),
    now: deps.now().toISOString(),
  };
}

function toPhase(order: Order, now: Date): { phase?: PromisePhase } {
  const clock = isSettled(order) ? undefined : toPromiseClock(order);
  return clock ? { phase: toPromisePhase(clock, now) } : {};
}

export type MeterView = Omit<EsimView, 'activationCode' | 'iccid' | 'id'> & { orderId: OrderId };

/** An eSIM's meter for its owner; brings the next reading forward, never waits for a wholesaler. */
export async function readEsimMeter(
  deps: OrderAccessDeps,
  input: { esimId: string } & Viewer,
): Promise<MeterView | undefined> {
  const esim = await deps.esims.read(input.esimId);
  const order = esim && (await requireOwn(deps, esim.orderId, input));
  const line = esim && order?.lines.find(({ id }) => id === esim.lineId);
  if (!esim || !order || line?.fulfilment !== 'delivered' || toOrderStage(order) !== 'ready')
    return undefined;
  if (line.giveBack !== 'none') return undefined;
  const now = deps.now();
  await watchMeter(deps.esims, esim, now);
  return {
    orderId: order.id,
    profileState: esim.profileState,
    meter: readMeter(esim, line.plan.data, now),
    ...cadence(deps, esim),
  };
}

/** Everything under a verified address, guest orders included. */
export async function readAccount(deps: OrderAccessDeps, input: { email: string }): Promise<AccountView> {
  const orders = await deps.orders.listOrdersOf(input.email);
  const lists = await Promise.all(orders.map((order) => toEsimSummaries(deps, order)));
  return { email: input.email, esims: lists.flat(), orders: orders.map(toOrderSummary) };
}

async function toEsimSummaries(deps: OrderAccessDeps, order: Order): Promise<AccountView['esims']> {
  if (toOrderStage(order) !== 'ready') return [];
  const now = deps.now();
  const esims = await deps.esims.listOf(order.id);
  const shown = esims.flatMap((esim) => {
    const line = order.lines.find(({ id }) => id === esim.lineId);
    return line?.fulfilment === 'delivered' && line.giveBack === 'none' ? [{ esim, line }] : [];
  });
  await Promise.all(shown.map(({ esim }) => watchMeter(deps.esims, esim, now)));
  return shown.map(({ esim, line }) => ({
    id: esim.id,
    ...(order.quantity > 1 && { slot: line.slot }),
    orderId: order.id,
    orderNumber: order.number,
    plan: line.plan,
    profileState: esim.profileState,
    meter: readMeter(esim, line.plan.data, now),
    ...cadence(deps, esim),
  }));
}

function toOrderSummary(order: Order): OrderSummary {
  const { id, number, plan, quantity, price, createdAt, capturedAt, releasedAt } = order;
  return {
    ...{ id, number, stage: toOrderStage(order), plan, quantity, price, createdAt },
    ...toCaptured(order),
    ...(capturedAt && { capturedAt }),
    ...(releasedAt && { releasedAt }),
  };
}
