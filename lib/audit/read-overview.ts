import { isOperator } from '#lib/audit/is-operator';
import { readOpenBreaks } from '#lib/audit/run-audit';
import type { AuditStore } from '#lib/db/audit-store';
import type { OperationsStore } from '#lib/db/operations-store';
import type { PromotionStore } from '#lib/db/promotion-store';
import type { Overview, Wholesaler } from '#lib/domain/operations';

export type OverviewDeps = {
  operators: readonly string[];
  audit: Pick<AuditStore, 'listOpen'>;
  operations: OperationsStore;
  promotions: Pick<PromotionStore, 'list'>;
  readWholesalers: () => Promise<Wholesaler[]>;
  now: () => Date;
};

/** Everything that may need a person; `undefined` for whoever is not an operator. `email`: of the session, if any. */
export async function readOverview(
  deps: OverviewDeps,
  { email }: { email: string | undefined },
): Promise<Overview | undefined> {
  if (!isOperator(deps.operators, email)) return undefined;
  const { operations } = deps;
  const now = deps.now();
  const [breaks, held, wholesalers, pool, refunds, syncs, promotions] = await Promise.all([
    readOpenBreaks(deps.audit),
    operations.listHeld(),
    deps.readWholesalers(),
    operations.readPool(now),
    operations.listRefundsForPerson(now),
    operations.listSyncs(),
    deps.promotions.list(),
  ]);
  return { breaks, held, wholesalers, pool, refunds, syncs, promotions };
}
