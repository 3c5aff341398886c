import { Prisma } from '#lib/db/generated/client';
import { WAITING_STATES } from '#lib/domain/order';

const WAITING = Prisma.join([...WAITING_STATES]);

/** Each answers rows of `subject` (an order, a line, an event, a mail, a task) and `detail`. */
export const WORK_QUERIES = {
  forgotten: Prisma.sql`
    SELECT id AS subject, 'payment ' || payment || ' without a next turn' AS detail FROM "Order"
    WHERE "nextActionAt" IS NULL AND payment IN ('none', 'session_open', 'authorised') AND "holdReason" IS NULL
    UNION
    SELECT l.id, l.fulfilment || ' without a next turn' FROM "OrderLine" l JOIN "Order" o ON o.id = l."orderId"
    WHERE l."nextActionAt" IS NULL AND l.fulfilment IN (${WAITING}) AND o.payment = 'authorised'
    UNION
    SELECT id, 'give-back ' || "giveBack" || ' without a next turn' FROM "OrderLine"
    WHERE "nextActionAt" IS NULL AND "giveBack" IN ('due', 'requested')
    UNION
    SELECT o.id, 'refund ' || r.state || ' without a next turn' FROM "Refund" r JOIN "Order" o ON o.id = r."orderId"
    WHERE o."nextActionAt" IS NULL AND r.state IN ('due', 'requested', 'failed')
    UNION
    SELECT id, 'withdrawal without a next turn' FROM "Order"
    WHERE "nextActionAt" IS NULL AND "withdrawalOpenSince" IS NOT NULL`,

  withdrawal_open: Prisma.sql`
    SELECT id AS subject, 'withdrawn from, and not given back' AS detail FROM "Order"
    WHERE "withdrawalOpenSince" < now() - interval '10 minutes'`,

  overdue: Prisma.sql`
    SELECT id AS subject, 'payment ' || payment AS detail FROM "Order"
    WHERE "nextActionAt" < now() - interval '10 minutes'
    UNION
    SELECT id, fulfilment FROM "OrderLine" WHERE "nextActionAt" < now() - interval '10 minutes'`,

  failing: Prisma.sql`
    SELECT id AS subject, 'failed ' || "failureCount" || ' times in a row' AS detail FROM "Order" WHERE "failureCount" >= 5
    UNION ALL
    SELECT id, 'failed ' || "failureCount" || ' times in a row' FROM "OrderLine" WHERE "failureCount" >= 5`,

  // A worker that dies leaves its lease behind; it is a break only where nobody took the work over.
  lease_stuck: Prisma.sql`
    SELECT id AS subject, 'order leased until ' || "leaseUntil"::text AS detail FROM "Order"
    WHERE "leaseToken" IS NOT NULL AND "nextActionAt" IS NOT NULL AND abs(extract(epoch FROM now() - "leaseUntil")) > 600
    UNION ALL
    SELECT id, 'line leased until ' || "leaseUntil"::text FROM "OrderLine"
    WHERE "leaseToken" IS NOT NULL AND "nextActionAt" IS NOT NULL AND abs(extract(epoch FROM now() - "leaseUntil")) > 600
    UNION ALL
    SELECT name, 'task leased until ' || "leaseUntil"::text FROM "Task"
    WHERE "leaseToken" IS NOT NULL AND abs(extract(epoch FROM now() - "leaseUntil")) > 600`,

  line_held: Prisma.sql`
    SELECT l.id AS subject, 'held for ' || coalesce(l."holdReason", 'no stated reason') AS detail
    FROM "OrderLine" l JOIN "Order" o ON o.id = l."orderId"
    WHERE l.fulfilment = 'held' AND o."authorisedAt" < now() - interval '10 minutes'`,

  event_unhandled: Prisma.sql`
    SELECT source || '/' || "eventId" AS subject, type || coalesce(': ' || note, '') AS detail FROM "InboxEvent"
    WHERE "handledAt" IS NULL AND "receivedAt" < now() - interval '1 hour'`,

  // Two kinds outlive their use: whoever still wants to sign in has asked again, and a delay may be over.
  mail_unsent: Prisma.sql`
    SELECT coalesce("orderId", id) AS subject, string_agg(kind || ' after ' || tries || ' tries', ', ' ORDER BY kind) AS detail
    FROM "Mail"
    WHERE "sentAt" IS NULL AND "createdAt" < now() - interval '1 hour'
      AND (kind NOT IN ('sign_in', 'order_delayed') OR "nextTryAt" IS NOT NULL)
    GROUP BY 1`,

  mail_repeated: Prisma.sql`
    SELECT "orderId" AS subject, string_agg(kind || ' ' || copies || ' times', ', ' ORDER BY kind) AS detail FROM (
      SELECT "orderId", kind, count(*) AS copies FROM "Mail"
      WHERE "orderId" IS NOT NULL AND kind IN ('order_received', 'order_ready', 'order_released')
      GROUP BY "orderId", kind HAVING count(*) > 1
    ) AS repeated GROUP BY "orderId"`,

  task_failing: Prisma.sql`
    SELECT name AS subject, coalesce("lastError", 'has not run') AS detail FROM "Task"
    WHERE "lastError" IS NOT NULL OR "nextRunAt" < now() - interval '30 minutes'`,
} as const;
