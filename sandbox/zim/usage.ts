import type { ZimPlan } from '../catalogue/zim-plan.ts';
import type { ZimSubscription } from './esim.ts';
import type { ZimSettings, ZimSubscriptionStatus } from './settings.ts';

const dayMs = 86_400_000;

/** ZIM counts in binary units: its example of 104857600 bytes is exactly 100 MiB. -1 = unlimited. */
function toInitialBytes({ dataValue, dataUnit }: ZimPlan): number | undefined {
  return dataValue === -1 ? undefined : dataValue * (dataUnit === 'GB' ? 1024 ** 3 : 1024 ** 2);
}

const toDays = ({ durationUnit, durationValue }: ZimPlan) =>
  durationUnit === 'MONTHS' ? durationValue * 30 : durationValue;

/** The instant of the first connection, which may lie ahead. */
function toConnectMs({ dueMs }: ZimSubscription, settings: ZimSettings): number {
  return settings.autoConnectAfterMs === null
    ? Number.POSITIVE_INFINITY
    : dueMs + settings.autoConnectAfterMs;
}

function toSpentBytes(subscription: ZimSubscription, settings: ZimSettings, atMs: number): number {
  const connectMs = toConnectMs(subscription, settings);
  if (atMs <= connectMs) return 0;
  const usedMs = Math.min(atMs - connectMs, toDays(subscription.plan) * dayMs);
  const spent = Math.floor((usedMs / 3_600_000) * settings.bytesPerHour);
  return Math.min(spent, toInitialBytes(subscription.plan) ?? spent);
}

export function readStatus(
  subscription: ZimSubscription,
  settings: ZimSettings,
  nowMs: number,
): ZimSubscriptionStatus {
  const told = settings.usage[subscription.id];
  if (told?.status) return told.status;
  const initial = toInitialBytes(subscription.plan);
  const spent = told?.spentBytes ?? toSpentBytes(subscription, settings, nowMs);
  if (initial !== undefined && spent >= initial) return 'DEPLETED';
  const connectMs = toConnectMs(subscription, settings);
  if (nowMs >= connectMs + toDays(subscription.plan) * dayMs) return 'EXPIRED';
  return spent > 0 || nowMs > connectMs ? 'ACTIVE' : 'PENDING';
}

/** Reports are made when the eSIM appears and then once every period; between two of them nothing moves. */
function toReportMs({ dueMs }: ZimSubscription, settings: ZimSettings, nowMs: number): number {
  const periods = Math.floor(Math.max(0, nowMs - dueMs) / settings.reportEveryMs);
  return dueMs + periods * settings.reportEveryMs;
}

/** `activity/latest`: bytes, and the report's time in epoch seconds. Unlimited plans report what was spent alone. */
export function readReport(subscription: ZimSubscription, settings: ZimSettings, nowMs: number) {
  const told = settings.usage[subscription.id];
  const reportMs = told ? nowMs : toReportMs(subscription, settings, nowMs);
  const spent = told?.spentBytes ?? toSpentBytes(subscription, settings, reportMs);
  const initial = toInitialBytes(subscription.plan);
  return {
    currentBalanceBytes: initial === undefined ? 0 : Math.max(0, initial - spent),
    spentBalanceBytes: spent,
    initialBalanceBytes: initial ?? 0,
    lastUpdatedAt: Math.floor(reportMs / 1000),
  };
}
