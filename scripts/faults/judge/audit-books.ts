import { setTimeout as wait } from 'node:timers/promises';
import { runAudit } from '#lib/audit/run-audit';
import { type BreakKind, createAuditStore } from '#lib/db/audit-store';
import { closeDb, createDb } from '#lib/db/client';
import type { OpenBreak } from '#lib/domain/operations';
import type { Log } from '#lib/observability/log';

/** What the shop's own audit says of a suite's database at its end. */
export type Books = {
  /** Breaks that must not be, in words. */
  violations: string[];
  /** For the table. */
  summary: string;
};

/** Breaks that a suite leaves behind by its nature, and why that is right. */
const EXPECTED: Readonly<Record<string, string>> = {
  task_failing:
    'recurring work failed in the weather, or its process was killed; its next try is up to ten minutes of the shop away, and no order hangs on it',
} satisfies Partial<Record<BreakKind, string>>;

const LOOK_MS = 1_000;
const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Runs the audit until nothing unexpected is open or the patience ends: a break closes once its cause is gone. */
export async function auditBooks(databaseUrl: string, patienceMs: number): Promise<Books> {
  const db = createDb(databaseUrl);
  try {
    const until = Date.now() + patienceMs;
    for (;;) {
      const open = await runAudit({ audit: createAuditStore(db), log: quiet });
      const unexpected = open.filter(({ kind }) => !(kind in EXPECTED));
      if (unexpected.length === 0 || Date.now() > until) return tell(open, unexpected);
      await wait(LOOK_MS);
    }
  } finally {
    await closeDb(databaseUrl);
  }
}

function tell(open: readonly OpenBreak[], unexpected: readonly OpenBreak[]): Books {
  const expected = open.filter((found) => !unexpected.includes(found));
  const left = expected.map(({ kind, detail }) => `${kind} (${detail}; expected: ${EXPECTED[kind]})`);
  return {
    violations: unexpected.map(({ kind, subject, detail }) => `audit: ${kind}, ${subject}: ${detail}`),
    summary: [`${unexpected.length} breaks`, ...left].join(', '),
  };
}
