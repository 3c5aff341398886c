import pg from 'pg';
import { z } from 'zod';

/** All that the suites know of the shop's tables. */
export type Truth = {
  listOnSale: (provider: string, limit: number) => Promise<OnSale[]>;
  readOrders: () => Promise<OrderRow[]>;
  readEsims: () => Promise<EsimRow[]>;
  readPool: () => Promise<PoolRow[]>;
  readMails: () => Promise<MailRow[]>;
  /** Runs statements of a suite's own: taking a guard away, wiping leases. */
  run: (sql: string, values?: readonly unknown[]) => Promise<number>;
  close: () => Promise<void>;
};

const onSale = z.object({ id: z.string(), offerId: z.string(), priceMinor: z.number() });
export type OnSale = z.infer<typeof onSale>;

const orderRow = z.object({
  id: z.string(),
  provider: z.string(),
  payment: z.string(),
  refund: z.string(),
  holdReason: z.string().nullable(),
  priceMinor: z.number(),
  unitMinor: z.number(),
  quantity: z.number(),
  /** States of its lines, each named once: "delivered", "cancelled+delivered". */
  fulfilment: z.string(),
  delivered: z.number(),
  /** Lines that are neither delivered nor cancelled. */
  open: z.number(),
  /** Delivered lines whose eSIM went back to the wholesaler. */
  givenBack: z.number(),
  refunds: z.number(),
  refundedMinor: z.number(),
  paidAt: z.date().nullable(),
  /** Of the last eSIM. */
  deliveredAt: z.date().nullable(),
});
export type OrderRow = z.infer<typeof orderRow>;

const esimRow = z.object({
  orderId: z.string(),
  lineId: z.string(),
  iccid: z.string(),
  subscriptionRef: z.string(),
});
export type EsimRow = z.infer<typeof esimRow>;

const poolRow = z.object({
  subscriptionRef: z.string(),
  offerId: z.string(),
  origin: z.string(),
  /** Held by a line that may still be delivered, or was. */
  claimed: z.boolean(),
});
export type PoolRow = z.infer<typeof poolRow>;

const mailRow = z.object({
  id: z.string(),
  orderId: z.string().nullable(),
  kind: z.string(),
  /** Or has nothing to say any more. */
  sent: z.boolean(),
});
export type MailRow = z.infer<typeof mailRow>;

const ON_SALE = `
  SELECT id, "offerId", (prices->>'EUR')::int AS "priceMinor" FROM "Plan"
  WHERE provider = $1 AND "onSale" AND "substituteOf" IS NULL AND prices ? 'EUR' AND data->>'kind' = 'limited'
  ORDER BY md5(id) LIMIT $2`;

const ORDERS = `
  SELECT o.id, o.plan->>'provider' AS provider, o.payment, o.refund, o."holdReason", o."priceMinor",
    o."unitPriceMinor" AS "unitMinor", o.quantity, o."authorisedAt" AS "paidAt", line.*, refund.*
  FROM "Order" o
    CROSS JOIN LATERAL (
      SELECT string_agg(DISTINCT fulfilment, '+' ORDER BY fulfilment) AS fulfilment,
        count(*) FILTER (WHERE fulfilment = 'delivered')::int AS delivered,
        count(*) FILTER (WHERE fulfilment NOT IN ('delivered', 'cancelled'))::int AS open,
        count(*) FILTER (WHERE fulfilment = 'delivered' AND "giveBack" = 'done')::int AS "givenBack",
        max("deliveredAt") AS "deliveredAt"
      FROM "OrderLine" WHERE "orderId" = o.id
    ) AS line
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS refunds, coalesce(sum("amountMinor"), 0)::int AS "refundedMinor"
      FROM "Refund" WHERE "orderId" = o.id
    ) AS refund
  ORDER BY o."createdAt"`;

const ESIMS = `
  SELECT line."orderId", line.id AS "lineId", esim.iccid, esim."subscriptionRef"
  FROM "Esim" esim JOIN "OrderLine" line ON line.id = esim."lineId"`;

const POOL = `
  SELECT item."subscriptionRef", item."offerId", item.origin,
    coalesce(owner.fulfilment <> 'cancelled', false) AS claimed
  FROM "PoolItem" item LEFT JOIN "OrderLine" owner ON owner.id = item."lineId"`;

/** One about a delay that is over by then is never sent. */
const MAILS = `
  SELECT id, "orderId", kind, "sentAt" IS NOT NULL OR (kind = 'order_delayed' AND "nextTryAt" IS NULL) AS sent
  FROM "Mail"`;

/** Opens the database beside the shop; a lost connection is opened again with the next question. */
export function openTruth(url: string): Truth {
  const pool = new pg.Pool({ connectionString: url, max: 2, connectionTimeoutMillis: 10_000 });
  pool.on('error', () => undefined);
  const read = async <T>(
    schema: z.ZodType<T>,
    sql: string,
    values: readonly unknown[] = [],
  ): Promise<T[]> => {
    const { rows } = await pool.query(sql, [...values]);
    return z.array(schema).parse(rows);
  };
  return {
    listOnSale: (provider, limit) => read(onSale, ON_SALE, [provider, limit]),
    readOrders: () => read(orderRow, ORDERS),
    readEsims: () => read(esimRow, ESIMS),
    readPool: () => read(poolRow, POOL),
    readMails: () => read(mailRow, MAILS),
    run: async (sql, values = []) => (await pool.query(sql, [...values])).rowCount ?? 0,
    close: () => pool.end(),
  };
}
