import { INVARIANTS } from '#lib/audit/invariants';
import type { AuditStore, BreakKind, Finding } from '#lib/db/audit-store';
import type { OpenBreak } from '#lib/domain/operations';
import type { Log } from '#lib/observability/log';

export type AuditDeps = { audit: AuditStore; log: Log };

/**
 * Looks for everything that must not be: each check is one read by itself, and what is found is kept as open breaks
 * until it is found no more. Each new one is an error in the log. Answers all that are open, the longest open first.
 */
export async function runAudit({ audit, log }: AuditDeps): Promise<OpenBreak[]> {
  const findings: Finding[] = [];
  for (const kind of BREAK_KINDS) findings.push(...(await audit.find(kind)));
  for (const { kind, subject, detail } of await audit.record(findings))
    log.error('The audit found a break', { kind, subject, reason: detail });
  return readOpenBreaks(audit);
}

export async function readOpenBreaks(audit: Pick<AuditStore, 'listOpen'>): Promise<OpenBreak[]> {
  const open = await audit.listOpen();
  return open.map((found) => ({ ...found, ...INVARIANTS[found.kind] }));
}

const BREAK_KINDS = Object.keys(INVARIANTS).filter((kind): kind is BreakKind => kind in INVARIANTS);
