import { type Profile, type ProfileState, parseActivationCode, parseIccid } from '#lib/domain/esim';
import type { PlanState, UsageReading } from '#lib/domain/usage';
import type { Mapped } from '#lib/providers/map-each';
import type { StockItem } from '#lib/providers/port';
import { toUsageFigures } from '#lib/providers/usage-figures';
import {
  type ZimEsimWire,
  type ZimSubscriptionWire,
  type ZimUsageWire,
  zimEsimWire,
  zimSubscriptionWire,
} from '#lib/providers/zim/wire';

const PROFILE_STATES: Record<string, ProfileState> = {
  PROCESSING: 'provisioning',
  RELEASED: 'ready_to_install',
  DOWNLOADED: 'downloading',
  INSTALLED: 'installed',
  ENABLED: 'installed',
  DISABLED: 'installed',
  ONLINE: 'installed',
  OFFLINE: 'installed',
  UNINSTALLED: 'removed',
  EXPIRED: 'expired',
};

const PLAN_STATES: Record<string, PlanState> = {
  PROCESSING: 'provisioning',
  PENDING: 'not_started',
  ACTIVE: 'active',
  DEPLETED: 'depleted',
  EXPIRED: 'expired',
  CANCELLED: 'cancelled',
};

/** UNAVAILABLE and any status added later are `unknown`. */
export function toProfileState(status: string): ProfileState {
  return Object.hasOwn(PROFILE_STATES, status) ? (PROFILE_STATES[status] ?? 'unknown') : 'unknown';
}

export function toPlanState(status: string): PlanState {
  return Object.hasOwn(PLAN_STATES, status) ? (PLAN_STATES[status] ?? 'unknown') : 'unknown';
}

/** `not_yet` until the eSIM is released with address and matching ID; `broken` when a released one cannot be read. */
export function toProfile(
  esim: ZimEsimWire,
  subscriptionRef: string,
): { kind: 'ready'; profile: Profile } | { kind: 'not_yet' | 'broken' } {
  const state = toProfileState(esim.status);
  const smdp = esim.smdpPlus?.trim();
  const matchingId = esim.matchingID?.trim();
  if (state === 'provisioning' || state === 'unknown' || !smdp || !matchingId) return { kind: 'not_yet' };
  const iccid = parseIccid(esim.iccid);
  const activationCode = parseActivationCode(['LPA:1', smdp, matchingId].join('$'));
  // A matching ID with a `$` in it would be cut off by the parser and install another profile, or none.
  if (!iccid || activationCode?.matchingId !== matchingId) return { kind: 'broken' };
  return { kind: 'ready', profile: { iccid, activationCode, state, esimRef: esim.id, subscriptionRef } };
}

export function toEsimState(item: unknown): Mapped<{ esimRef: string; state: ProfileState }> {
  const parsed = zimEsimWire.safeParse(item);
  if (!parsed.success) return { ok: false, skipped: 'unreadable' };
  return { ok: true, value: { esimRef: parsed.data.id, state: toProfileState(parsed.data.status) } };
}

export function toStockItem(item: unknown): Mapped<StockItem> {
  const parsed = zimSubscriptionWire.safeParse(item);
  if (!parsed.success) return { ok: false, skipped: 'unreadable' };
  const { id, esimID, plan, status, orderID } = parsed.data;
  if (!esimID) return { ok: false, skipped: 'no_esim_yet' };
  if (!plan?.id) return { ok: false, skipped: 'no_plan' };
  return {
    ok: true,
    value: {
      subscriptionRef: id,
      esimRef: esimID,
      offerId: plan.id,
      state: toPlanState(status),
      ...(orderID && { orderRef: orderID }),
    },
  };
}

/** The subscription says where the plan stands, the hourly report how much of it is used. */
export function toUsage(
  subscription: ZimSubscriptionWire,
  report: ZimUsageWire | undefined,
  now: Date,
): UsageReading {
  const unlimited = subscription.plan?.dataValue === -1;
  const measuredAt = toMeasuredAt(report?.lastUpdatedAt ?? undefined, now);
  return {
    state: toPlanState(subscription.status),
    ...toUsageFigures({
      initial: unlimited ? undefined : (report?.initialBalanceBytes ?? undefined),
      used: report?.spentBalanceBytes ?? undefined,
      remaining: unlimited ? undefined : (report?.currentBalanceBytes ?? undefined),
    }),
    ...(measuredAt && { measuredAt }),
    checkedAt: now,
  };
}

/** Clocks differ a little; a report from further in the future, or from before eSIMs existed, has no usable time. */
const CLOCK_SKEW_MS = 5 * 60_000;
const EARLIEST_MS = Date.UTC(2016, 0, 1);

function toMeasuredAt(epochSeconds: number | undefined, now: Date): Date | undefined {
  const ms = (epochSeconds ?? 0) * 1000;
  if (ms < EARLIEST_MS || ms > now.getTime() + CLOCK_SKEW_MS) return undefined;
  return new Date(Math.min(ms, now.getTime()));
}
