import type { ProfileState } from '#lib/domain/esim';
import { GIGABYTE } from '#lib/domain/plan';
import type { PlanState, UsageReading } from '#lib/domain/usage';
import { toUsageFigures } from '#lib/providers/usage-figures';
import { type ZenditPlansWire, type ZenditPlanWire, zenditPlanWire } from '#lib/providers/zendit/wire';

/** `firstInstalledAt` blank = not installed yet; absent = an older API that does not tell. */
export function toProfileState({ firstInstalledAt }: ZenditPlansWire): ProfileState {
  if (firstInstalledAt === undefined || firstInstalledAt === null) return 'unknown';
  if (firstInstalledAt.trim() === '' || Date.parse(firstInstalledAt) < 0) return 'ready_to_install';
  return toDate(firstInstalledAt) ? 'installed' : 'unknown';
}

/**
 * The reading of one plan on an eSIM. Rows carry no transaction, so the plan is found by its offer; of several of the
 * same offer the running one counts. Zendit lists no finished plans: one that vanished from an eSIM is `gone`.
 */
export function toUsage(plans: ZenditPlansWire, offerId: string, now: Date): UsageReading {
  const rows = plans.list.flatMap((item) => {
    const parsed = zenditPlanWire.safeParse(item);
    return parsed.success && parsed.data.offerId === offerId ? [parsed.data] : [];
  });
  const plan = rows.find(({ status }) => status === 'ACTIVE') ?? rows[0];
  if (!plan) return { state: toMissingState(plans), checkedAt: now };
  const startedAt = toDate(plan.startAt);
  const endsAt = toDate(plan.endAt);
  const figures = toUsageFigures(plan.unlimited === true ? {} : toBytes(plan));
  return {
    state: toPlanState(plan, figures, startedAt),
    ...figures,
    checkedAt: now,
    ...(startedAt && { startedAt }),
    ...(endsAt && { endsAt }),
  };
}

/** A plan on an eSIM that was never installed cannot have been used up: it has not appeared yet. */
function toMissingState(plans: ZenditPlansWire): PlanState {
  return toProfileState(plans) === 'ready_to_install' ? 'provisioning' : 'gone';
}

function toBytes({ initialDataGB, remainingDataGB }: ZenditPlanWire) {
  const bytes = (gigabytes: number | null | undefined) =>
    typeof gigabytes === 'number' ? gigabytes * GIGABYTE : undefined;
  return { initial: bytes(initialDataGB), remaining: bytes(remainingDataGB) };
}

type Figures = ReturnType<typeof toUsageFigures>;

function toPlanState({ status }: ZenditPlanWire, figures: Figures, startedAt: Date | undefined): PlanState {
  if (status === 'QUEUED') return 'not_started';
  if (status !== 'ACTIVE') return 'unknown';
  if (figures.remainingBytes === 0) return 'depleted';
  const hasUsed = (figures.usedBytes ?? 0) > 0;
  return startedAt || hasUsed ? 'active' : 'not_started';
}

function toDate(text: string | null | undefined): Date | undefined {
  const ms = Date.parse(text ?? '');
  // A time that is not set may come as the year 1.
  return Number.isNaN(ms) || ms <= 0 ? undefined : new Date(ms);
}
