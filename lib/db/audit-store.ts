import { MONEY_QUERIES } from '#lib/db/audit-money-queries';
import { STOCK_QUERIES } from '#lib/db/audit-stock-queries';
import { WORK_QUERIES } from '#lib/db/audit-work-queries';
import type { PrismaClient } from '#lib/db/generated/client';
import { type OrderNumber, parseOrderNumber } from '#lib/domain/order';

const QUERIES = { ...MONEY_QUERIES, ...STOCK_QUERIES, ...WORK_QUERIES };

/** What can be wrong; the words for each are in `lib/audit/invariants.ts`. */
export type BreakKind = keyof typeof QUERIES;

/** A contradiction that one look found. `subject` names what it is about, once per kind. */
export type Finding = { kind: BreakKind; subject: string; detail: string };

export type StoredBreak = Finding & { foundAt: Date; orderNumber?: OrderNumber };

export type AuditStore = ReturnType<typeof createAuditStore>;

/** More of a kind than a person would read one by one. */
const MOST_OF_A_KIND = 200;

const isBreakKind = (text: string): text is BreakKind => Object.hasOwn(QUERIES, text);

/** Looks for contradictions, and keeps those that are found until they are found no more. */
export function createAuditStore(db: PrismaClient) {
  return {
    /** One read; no transaction, which would hold the embedded database's only connection over the whole audit. */
    async find(kind: BreakKind): Promise<Finding[]> {
      const rows = await db.$queryRaw<{ subject: string; detail: string }[]>`
        SELECT DISTINCT ON (subject) subject, detail FROM (${QUERIES[kind]}) AS found
        ORDER BY subject, detail LIMIT ${MOST_OF_A_KIND}`;
      return rows.map(({ subject, detail }) => ({ kind, subject, detail }));
    },

    /** Opens, reopens and resolves in one statement; answers those that were not open before. */
    async record(findings: readonly Finding[]): Promise<Finding[]> {
      const column = (name: keyof Finding) => findings.map((finding) => finding[name]);
      const rows = await db.$queryRaw<{ kind: string; subject: string; detail: string }[]>`
        WITH found AS (
          SELECT * FROM unnest(${column('kind')}::text[], ${column('subject')}::text[], ${column('detail')}::text[])
            AS found (kind, subject, detail)
        ), resolved AS (
          UPDATE "Break" b SET "resolvedAt" = now()
          WHERE b."resolvedAt" IS NULL
            AND NOT EXISTS (SELECT FROM found f WHERE f.kind = b.kind AND f.subject = b.subject)
        ), written AS (
          INSERT INTO "Break" AS b (kind, subject, detail, "foundAt")
          SELECT kind, subject, detail, now() FROM found
          ON CONFLICT (kind, subject) DO UPDATE SET detail = excluded.detail, "resolvedAt" = NULL,
            "foundAt" = CASE WHEN b."resolvedAt" IS NULL THEN b."foundAt" ELSE excluded."foundAt" END
        )
        SELECT f.kind, f.subject, f.detail FROM found f WHERE NOT EXISTS (
          SELECT FROM "Break" b WHERE b.kind = f.kind AND b.subject = f.subject AND b."resolvedAt" IS NULL)`;
      return rows.flatMap(({ kind, ...rest }) => (isBreakKind(kind) ? [{ kind, ...rest }] : []));
    },

    /** The longest open first; with the order that an order's or a line's break is about. */
    async listOpen(): Promise<StoredBreak[]> {
      const rows = await db.$queryRaw<
        { kind: string; subject: string; detail: string; foundAt: Date; number: string | null }[]
      >`
        SELECT b.kind, b.subject, b.detail, b."foundAt", o.number
        FROM "Break" b LEFT JOIN "Order" o ON o.id = split_part(b.subject, '-', 1)
        WHERE b."resolvedAt" IS NULL ORDER BY b."foundAt", b.kind, b.subject`;
      return rows.flatMap(({ kind, number, ...rest }) => {
        const orderNumber = parseOrderNumber(number ?? '');
        // A kind of an older release is resolved by the next audit.
        return isBreakKind(kind) ? [{ kind, ...rest, ...(orderNumber && { orderNumber }) }] : [];
      });
    },
  };
}
