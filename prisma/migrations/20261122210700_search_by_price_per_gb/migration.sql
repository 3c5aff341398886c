-- Lets a search by price per gigabyte stop at the end of its page. Prisma's schema cannot name an expression, and the
-- text must be that of lib/db/plan-search.ts.
CREATE INDEX "Plan_perGb_idx" ON "Plan" ((COALESCE("sortPrice"::float8 / NULLIF("totalBytes", 0), 'Infinity'::float8)), "id");
