import { createRandom } from '../catalogue/random.ts';
import type { ZimPlan } from '../catalogue/zim-plan.ts';
import type { StandIn } from '../kernel/stand-in.ts';
import { toZimEsim, toZimId, type ZimEsim, type ZimSubscription } from './esim.ts';
import type { OrderRequest } from './order-request.ts';
import type { ZimSettings } from './settings.ts';

type OrderDraft = {
  accountID: string;
  userID: string;
  type: OrderRequest['orderType'];
  notifyRecipient: boolean;
  plan: ZimPlan;
  debitedMinor: number;
};
type Placing = {
  quantity: number;
  /** The eSIM that a top-up goes to; without it every plan gets a new one. */
  onto: ZimEsim | undefined;
  currency: string;
  amountMinor: number;
};
export type ZimOrder = OrderDraft & {
  id: string;
  createdAt: string;
  outcome: ZimSettings['outcome'];
  status: 'PROCESSING' | 'FULFILLED' | 'FAILED';
  subscriptions: ZimSubscription[];
};

export type ZimLedger = {
  orders: () => readonly ZimOrder[];
  /** Only what the account can see already. */
  subscriptions: () => readonly ZimSubscription[];
  place: (draft: OrderDraft, placing: Placing) => ZimOrder;
  catchUp: () => void;
  reset: () => void;
};

function toLagMs({ allocationLagMs: { min, max }, late }: ZimSettings, key: string): number {
  const dice = createRandom(`zim-lag ${key}`);
  const usualMs = min + Math.floor(dice.next() * (max - min + 1));
  return dice.next() < late.chance ? usualMs + late.lagMs : usualMs;
}

function failOrder({ settings, record }: StandIn<ZimSettings>, order: ZimOrder): void {
  order.status = 'FAILED';
  settings.walletMinor += order.debitedMinor;
  record('order_failed', { orderId: order.id, planId: order.plan.id });
}

function allocate({ record }: StandIn<ZimSettings>, subscription: ZimSubscription): void {
  const { id, orderId, plan, esim } = subscription;
  subscription.shown = true;
  record('allocation', {
    orderId,
    planId: plan.id,
    subscriptionId: id,
    esimId: esim.id,
    iccid: esim.iccid,
  });
}

function settle(standIn: StandIn<ZimSettings>, order: ZimOrder, nowMs: number): void {
  if (order.status !== 'PROCESSING' || order.outcome === 'stuck') return;
  const due = order.subscriptions.filter(({ shown, dueMs }) => !shown && dueMs <= nowMs);
  if (due.length === 0) return;
  if (order.outcome === 'failed') {
    failOrder(standIn, order);
    return;
  }
  for (const subscription of due) allocate(standIn, subscription);
  if (order.subscriptions.every(({ shown }) => shown)) order.status = 'FULFILLED';
}

/**
 * Orders, and the eSIMs that appear some time after them. Serials run on over resets: no vendor hands out an ICCID
 * twice.
 */
export function createZimLedger(standIn: () => StandIn<ZimSettings>, firstSerial: number): ZimLedger {
  let orders: ZimOrder[] = [];
  let placed = 0;
  let serial = firstSerial;
  const nextEsim = () => {
    serial += 1;
    return toZimEsim(serial - 1);
  };

  const toSubscription = (order: ZimOrder, index: number, onto: ZimEsim | undefined): ZimSubscription => {
    const key = `${order.id} ${index}`;
    const lagMs = toLagMs(standIn().settings, key);
    return {
      id: toZimId('sub', key),
      orderId: order.id,
      plan: order.plan,
      esim: onto ?? nextEsim(),
      dueMs: Date.parse(order.createdAt) + lagMs,
      shown: false,
    };
  };

  return {
    orders: () => orders,
    subscriptions: () => orders.flatMap((order) => order.subscriptions.filter(({ shown }) => shown)),
    place: (draft, { quantity, onto, currency, amountMinor }) => {
      const { settings, now, record } = standIn();
      placed += 1;
      const order: ZimOrder = {
        ...draft,
        id: toZimId('ordr', `${firstSerial} ${placed}`),
        createdAt: now().toISOString(),
        status: 'PROCESSING',
        outcome: settings.outcome,
        subscriptions: [],
      };
      order.subscriptions = Array.from({ length: quantity }, (_, index) =>
        toSubscription(order, index, onto),
      );
      orders.push(order);
      settings.walletMinor -= order.debitedMinor;
      const { id: orderId, plan, type } = order;
      record('purchase', { orderId, planId: plan.id, type, quantity, currency, amountMinor });
      return order;
    },
    catchUp: () => {
      const nowMs = standIn().now().getTime();
      for (const order of orders) settle(standIn(), order, nowMs);
    },
    reset: () => {
      orders = [];
    },
  };
}
