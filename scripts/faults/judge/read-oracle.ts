import { z } from 'zod';
import type { StandIns } from '../world/stand-ins.ts';

/** What happened to the money of one order at Stripe; amounts in smallest units. */
export type Money = {
  authorised: number;
  captures: number;
  captured: number;
  voids: number;
  refunds: number;
  refunded: number;
};

export const NO_MONEY: Money = {
  authorised: 0,
  captures: 0,
  captured: 0,
  voids: 0,
  refunds: 0,
  refunded: 0,
};

/** What really happened outside the shop. Its own belief is no part of this. */
export type Oracle = {
  money: ReadonlyMap<string, Money>;
  zim: {
    /** eSIMs paid for, by plan. */
    bought: ReadonlyMap<string, number>;
    /** eSIMs handed out. */
    iccids: ReadonlySet<string>;
    /** Of those, the ids of the plans on them. */
    subscriptions: ReadonlySet<string>;
  };
  zendit: {
    /** Purchases that are under way, by order. */
    open: ReadonlyMap<string, number>;
    delivered: ReadonlyMap<string, number>;
    refunded: ReadonlyMap<string, number>;
    iccids: ReadonlySet<string>;
  };
  /** How often each mail arrived, by its own id. */
  mails: ReadonlyMap<string, number>;
  /** Answers of the shop to webhooks of Stripe: refused ones, and those that found nobody. */
  webhooks: { answered: number; refused: number; unheard: number };
};

const moneyEntry = z.object({
  kind: z.enum(['authorised', 'captured', 'voided', 'refunded']),
  orderId: z.string(),
  amount: z.number(),
});
/** A failed order costs nothing. */
const zimEntry = z
  .object({ kind: z.string(), planId: z.string(), quantity: z.number().default(1) })
  .transform(({ kind, planId, quantity }) => ({ planId, count: kind === 'purchase' ? quantity : -quantity }));
const allocation = z.object({ iccid: z.string(), subscriptionId: z.string() });
const zenditEntry = z.object({ transactionId: z.string(), iccid: z.string().optional() });
const mailEntry = z.object({ messageId: z.string() });
const webhookEntry = z.object({ status: z.number().optional() });

export async function readOracle({ stripe, zim, zendit, mail }: StandIns): Promise<Oracle> {
  const [charges, orders, transactions, mails] = await Promise.all(
    [stripe, zim, zendit, mail].map((standIn) => standIn.record()),
  );
  const of = (entries: typeof charges, kind: string) =>
    (entries ?? []).filter((entry) => entry.kind === kind);
  const money = new Map<string, Money>();
  for (const entry of charges ?? []) {
    const parsed = moneyEntry.safeParse(entry);
    if (parsed.success) book(money, parsed.data);
  }
  const allocations = of(orders, 'allocation').map((entry) => allocation.parse(entry));
  const delivered = of(transactions, 'delivered').map((entry) => zenditEntry.parse(entry));
  const answers = of(charges, 'webhook').map((entry) => webhookEntry.parse(entry).status);
  return {
    money,
    zim: {
      bought: sum(
        [...of(orders, 'purchase'), ...of(orders, 'order_failed')].map((entry) => zimEntry.parse(entry)),
        (one) => one.planId,
        (one) => one.count,
      ),
      iccids: new Set(allocations.map(({ iccid }) => iccid)),
      subscriptions: new Set(allocations.map(({ subscriptionId }) => subscriptionId)),
    },
    zendit: {
      open: sum(
        ['purchase', 'delivered', 'failed'].flatMap((kind) => of(transactions, kind)),
        (entry) => toOrderId(zenditEntry.parse(entry)),
        ({ kind }) => (kind === 'purchase' ? 1 : -1),
      ),
      delivered: countOrders(delivered),
      refunded: countOrders(of(transactions, 'refund').map((entry) => zenditEntry.parse(entry))),
      iccids: new Set(delivered.flatMap(({ iccid }) => iccid ?? [])),
    },
    mails: sum(
      of(mails, 'mail').map((entry) => mailEntry.parse(entry)),
      (one) => one.messageId,
      () => 1,
    ),
    webhooks: {
      answered: answers.filter((status) => status !== undefined).length,
      refused: answers.filter((status) => status !== undefined && status >= 300).length,
      unheard: answers.filter((status) => status === undefined).length,
    },
  };
}

function book(money: Map<string, Money>, entry: z.infer<typeof moneyEntry>): void {
  const booked = { ...(money.get(entry.orderId) ?? NO_MONEY) };
  if (entry.kind === 'authorised') booked.authorised += 1;
  if (entry.kind === 'voided') booked.voids += 1;
  if (entry.kind === 'refunded') {
    booked.refunds += 1;
    booked.refunded += entry.amount;
  }
  if (entry.kind === 'captured') {
    booked.captures += 1;
    booked.captured += entry.amount;
  }
  money.set(entry.orderId, booked);
}

/** "o-<order>-<line>-<try>" → the order. */
const toOrderId = ({ transactionId }: { transactionId: string }) =>
  transactionId.split('-')[1] ?? transactionId;

function countOrders(entries: readonly { transactionId: string }[]): Map<string, number> {
  return sum(entries, toOrderId, () => 1);
}

function sum<T>(
  items: readonly T[],
  key: (item: T) => string,
  value: (item: T) => number,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const item of items) sums.set(key(item), (sums.get(key(item)) ?? 0) + value(item));
  return sums;
}
