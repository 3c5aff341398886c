import { Prisma } from '#lib/db/generated/client';
import { PAYMENT_STATES, WAITING_STATES } from '#lib/domain/order';

/** Money was taken, whatever became of it since. */
const TAKEN = Prisma.join(['captured', 'partly_refunded', 'refunded', 'disputed', 'won', 'lost']);
const SECURED = Prisma.join(
  PAYMENT_STATES.filter((state) => !['none', 'session_open', 'expired', 'voided'].includes(state)),
);
const ENDED = Prisma.join(
  PAYMENT_STATES.filter((state) => !['none', 'session_open', 'expired', 'authorised'].includes(state)),
);
/** Events after which a customer's money is held or taken, and after which it is free again. */
const PAYING = Prisma.join([
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'payment_intent.amount_capturable_updated',
  'payment_intent.succeeded',
]);
const GOING_BACK = Prisma.join(['payment_intent.canceled', 'charge.refunded']);
const WAITING = Prisma.join([...WAITING_STATES]);

/** What was taken, beside what was delivered. An order that was captured outside the shop has no figure of its own. */
const BALANCE = Prisma.sql`
  SELECT o.id, o.payment, coalesce(o."capturedMinor", o."priceMinor") AS taken,
    o."unitPriceMinor" * count(l.id) FILTER (WHERE l.fulfilment = 'delivered') AS delivered
  FROM "Order" o LEFT JOIN "OrderLine" l ON l."orderId" = o.id
  WHERE o.payment IN (${TAKEN}) GROUP BY o.id`;

/** Each answers rows of `subject` (an order or a line) and `detail`: amounts in smallest units, no address, no secret. */
export const MONEY_QUERIES = {
  charged_undelivered: Prisma.sql`
    SELECT id AS subject, 'taken ' || taken || ', delivered ' || delivered AS detail FROM (${BALANCE}) AS balance
    WHERE taken > delivered AND payment <> 'refunded'`,

  delivered_undercharged: Prisma.sql`
    SELECT id AS subject, 'taken ' || taken || ', delivered ' || delivered AS detail FROM (${BALANCE}) AS balance
    WHERE taken < delivered`,

  delivered_unpaid: Prisma.sql`
    SELECT l.id AS subject, l.fulfilment || ', payment ' || o.payment AS detail
    FROM "OrderLine" l JOIN "Order" o ON o.id = l."orderId"
    WHERE l.fulfilment IN ('allocated', 'delivered') AND o.payment NOT IN (${SECURED})`,

  promise_overrun: Prisma.sql`
    SELECT o.id AS subject, 'on hold since ' || to_char(o."authorisedAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS detail
    FROM "Order" o
    WHERE o.payment = 'authorised' AND coalesce(o."promiseUntil", o."authorisedAt") < now() - interval '10 minutes'`,

  line_left_open: Prisma.sql`
    SELECT l.id AS subject, l.fulfilment || ', payment ' || o.payment AS detail
    FROM "OrderLine" l JOIN "Order" o ON o.id = l."orderId"
    WHERE l.fulfilment IN (${WAITING}, 'allocated') AND o.payment IN (${ENDED})`,

  refunds_exceed_payment: Prisma.sql`
    SELECT o.id AS subject, 'taken ' || coalesce(o."capturedMinor", o."priceMinor") || ', refunds ' || sum(r."amountMinor") AS detail
    FROM "Refund" r JOIN "Order" o ON o.id = r."orderId" AND o."paymentIntentId" = r."paymentId"
    WHERE r.state <> 'failed'
    GROUP BY o.id HAVING sum(r."amountMinor") > coalesce(o."capturedMinor", o."priceMinor")`,

  refund_needs_person: Prisma.sql`
    SELECT "orderId" AS subject, string_agg('refund ' || position || ' ' || state || coalesce(': ' || failure, ''), ', ' ORDER BY position) AS detail
    FROM "Refund"
    WHERE state = 'manual' OR (state IN ('due', 'requested', 'failed') AND "createdAt" < now() - interval '1 day')
    GROUP BY "orderId"
    UNION ALL
    SELECT id, 'captured outside the shop though nothing was delivered' FROM "Order" o
    WHERE refund = 'manual' AND NOT EXISTS (SELECT FROM "Refund" r WHERE r."orderId" = o.id AND r.state = 'manual')`,

  payment_without_order: Prisma.sql`
    SELECT e.hint ->> 'paymentId' AS subject, string_agg(DISTINCT e.type, ', ') AS detail FROM "InboxEvent" e
    WHERE e.note = 'order_unknown' AND e.hint ->> 'paymentId' IS NOT NULL AND e.type IN (${PAYING})
      AND NOT EXISTS (SELECT FROM "InboxEvent" b WHERE b.note = 'order_unknown' AND b.type IN (${GOING_BACK})
        AND b.hint ->> 'paymentId' = e.hint ->> 'paymentId')
    GROUP BY 1`,

  dispute_open: Prisma.sql`
    SELECT id AS subject, 'the cardholder disputes the charge' AS detail FROM "Order" WHERE payment = 'disputed'`,

  order_in_review: Prisma.sql`
    SELECT id AS subject, 'payment ' || payment AS detail FROM "Order" WHERE "holdReason" = 'review'`,

  silent_change: Prisma.sql`
    SELECT o.id AS subject, 'payment ' || o.payment || ' has no event' AS detail
    FROM "Order" o JOIN (VALUES
      ('session_open', ARRAY['session_opened', 'session_found']),
      ('authorised', ARRAY['payment_authorised', 'payment_authorised_too_late']),
      ('captured', ARRAY['payment_captured', 'captured_though_cancelled']),
      ('partly_refunded', ARRAY['payment_captured', 'captured_though_cancelled']),
      ('refunded', ARRAY['payment_captured', 'captured_though_cancelled']),
      ('disputed', ARRAY['payment_disputed']),
      ('voided', ARRAY['payment_voided', 'payment_lapsed', 'payment_voided_elsewhere']),
      ('expired', ARRAY['payment_expired', 'payment_failed', 'session_failed'])
    ) AS told (state, kinds) ON told.state = o.payment
    WHERE NOT EXISTS (SELECT FROM "OrderEvent" e WHERE e."orderId" = o.id AND e.kind = ANY (told.kinds))
    UNION ALL
    SELECT l.id, l.fulfilment || ' has no event' FROM "OrderLine" l
    WHERE l.fulfilment IN ('allocated', 'delivered') AND NOT EXISTS (
      SELECT FROM "OrderEvent" e WHERE e."orderId" = l."orderId" AND e.kind = 'esim_allocated'
        AND coalesce((e.detail ->> 'line')::int, 1) = l.line)`,
} as const;
