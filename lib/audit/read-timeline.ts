import { isOperator } from '#lib/audit/is-operator';
import { readOpenBreaks } from '#lib/audit/run-audit';
import type { AuditStore } from '#lib/db/audit-store';
import type { TimelineStore } from '#lib/db/timeline-store';
import type { OrderTimeline } from '#lib/domain/operations';
import { parseOrderNumber } from '#lib/domain/order';

export type TimelineDeps = {
  operators: readonly string[];
  audit: Pick<AuditStore, 'listOpen'>;
  timelines: TimelineStore;
};

/** One order's way; `undefined` for whoever is not an operator, and where there is no such order. */
export async function readTimeline(
  deps: TimelineDeps,
  input: { number: string; email: string | undefined },
): Promise<OrderTimeline | undefined> {
  if (!isOperator(deps.operators, input.email)) return undefined;
  const number = parseOrderNumber(input.number);
  const timeline = number && (await deps.timelines.readTimeline(number));
  if (!timeline) return undefined;
  const breaks = await readOpenBreaks(deps.audit);
  return { ...timeline, breaks: breaks.filter(({ orderNumber }) => orderNumber === number) };
}
