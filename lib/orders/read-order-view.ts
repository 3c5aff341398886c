import type { Esim, EsimStore } from '#lib/db/esim-store';
import type { LinkStore } from '#lib/db/link-store';
import type { OrderStore } from '#lib/db/order-store';
import { type Order, type OrderId, parseOrderId, toOrderStage } from '#lib/domain/order';
import type { AccountView, EsimView, OrderStatusJson, OrderSummary, OrderView } from '#lib/domain/order-view';
import type { ProviderId } from '#lib/domain/plan';
import type { EsimProvider } from '#lib/providers/port';
import { readMeter, watchMeter } from '#lib/usage/read-meter';

export type OrderAccessDeps = {
  orders: Pick<OrderStore, 'readOrder' | 'listOrdersOf'>;
  esims: Pick<EsimStore, 'listOf' | 'read' | 'readActivationCode' | 'bringReadForward'>;
  links: Pick<LinkStore, 'opens'>;
  findProvider: (id: ProviderId) => EsimProvider | undefined;
  /** Where an open pay page is; read from the payment provider. */
  readPayUrl: (order: Order) => Promise<string | undefined>;
  settlePayment: (id: OrderId) => Promise<unknown>;
  now: () => Date;
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

/** The order as its owner may see it, with codes only once it is delivered. */
export async function readOrderView(
  deps: OrderAccessDeps,
  input: { orderId: string } & Viewer,
): Promise<OrderView | undefined> {
  const order = await readSettled(deps, input.orderId, input);
  if (!order) return undefined;
  const stage = toOrderStage(order);
  const payUrl = stage === 'awaiting_payment' ? await deps.readPayUrl(order) : undefined;
  const esims = stage === 'ready' ? await deps.esims.listOf(order.id) : [];
  return {
    id: order.id,
    number: order.number,
    stage,
    email: order.email,
    plan: order.plan,
    price: order.price,
    createdAt: order.createdAt,
    ...moments(order),
    ...(payUrl && { payUrl }),
    esims: await Promise.all(esims.map((esim) => toEsimView(deps, order, esim))),
  };
}

function moments(order: Order) {
  const { holdReason, authorisedAt, placedAt, capturedAt, deliveredAt, releasedAt, promiseUntil } = order;
  return {
    ...(order.fulfilment === 'held' && holdReason && { holdReason }),
    ...(authorisedAt && { authorisedAt }),
    ...(placedAt && { placedAt }),
    ...(capturedAt && { capturedAt }),
    ...(deliveredAt && { deliveredAt }),
    ...(releasedAt && { releasedAt }),
    ...(promiseUntil && { promiseUntil }),
  };
}

async function toEsimView(deps: OrderAccessDeps, order: Order, esim: Esim): Promise<EsimView> {
  const now = deps.now();
  await watchMeter(deps.esims, esim, now);
  return {
    id: esim.id,
    iccid: esim.iccid,
    activationCode: await deps.esims.readActivationCode(esim.id),
    profileState: esim.profileState,
    meter: readMeter(esim, order.plan.data, now),
    ...cadence(deps, esim),
  };
}

function cadence(deps: OrderAccessDeps, esim: Esim): { usageEveryMinutes?: number } {
  const minutes = deps.findProvider(esim.provider)?.capabilities.usageEveryMinutes;
  return minutes === undefined ? {} : { usageEveryMinutes: minutes };
}

/** What the order page polls. */
export async function readOrderStatus(
  deps: OrderAccessDeps,
  input: { orderId: string } & Viewer,
): Promise<OrderStatusJson | undefined> {
  const order = await readSettled(deps, input.orderId, input);
  if (!order) return undefined;
  const iso = Object.entries(moments(order)).map(([key, value]) => [
    key,
    value instanceof Date ? value.toISOString() : value,
  ]);
  return { stage: toOrderStage(order), ...Object.fromEntries(iso), now: deps.now().toISOString() };
}

export type MeterView = Omit<EsimView, 'activationCode' | 'iccid' | 'id'> & { orderId: OrderId };

/** An eSIM's meter for its owner; brings the next reading forward, never waits for a wholesaler. */
export async function readEsimMeter(
  deps: OrderAccessDeps,
  input: { esimId: string } & Viewer,
): Promise<MeterView | undefined> {
  const esim = await deps.esims.read(input.esimId);
  const order = esim && (await requireOwn(deps, esim.orderId, input));
  if (!esim || !order || toOrderStage(order) !== 'ready') return undefined;
  const now = deps.now();
  await watchMeter(deps.esims, esim, now);
  return {
    orderId: order.id,
    profileState: esim.profileState,
    meter: readMeter(esim, order.plan.data, now),
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
  await Promise.all(esims.map((esim) => watchMeter(deps.esims, esim, now)));
  return esims.map((esim) => ({
    id: esim.id,
    orderId: order.id,
    orderNumber: order.number,
    plan: order.plan,
    profileState: esim.profileState,
    meter: readMeter(esim, order.plan.data, now),
    ...cadence(deps, esim),
  }));
}

function toOrderSummary(order: Order): OrderSummary {
  const { id, number, plan, price, createdAt, capturedAt, releasedAt } = order;
  return {
    id,
    number,
    stage: toOrderStage(order),
    plan,
    price,
    createdAt,
    ...(capturedAt && { capturedAt }),
    ...(releasedAt && { releasedAt }),
  };
}
