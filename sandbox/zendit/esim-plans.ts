import { toIso, type ZenditPurchase } from './purchase.ts';
import type { ZenditSettings } from './settings.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** When the plan runs, which may lie ahead; `usedUpMs` is when its data or its days are gone. */
type Run = { startMs: number; endMs: number; usedUpMs: number };

function toRun({ offer, deliveredMs = 0 }: ZenditPurchase, settings: ZenditSettings, freeMs: number): Run {
  const startMs = Math.max(freeMs, deliveredMs);
  const endMs = startMs + offer.durationDays * dayMs;
  const dataMs =
    offer.dataUnlimited || settings.gbPerHour === 0
      ? Number.POSITIVE_INFINITY
      : (offer.dataGB / settings.gbPerHour) * hourMs;
  return { startMs, endMs, usedUpMs: Math.min(endMs, startMs + dataMs) };
}

const roundGB = (gb: number) => Math.round(gb * 1_000_000) / 1_000_000;

function toPlanWire(purchase: ZenditPurchase, active: Run | undefined, remainingGB: number) {
  const { offer, profile } = purchase;
  return {
    iccid: profile?.iccid ?? '',
    offerId: offer.offerId,
    description: offer.shortNotes || offer.offerId,
    initialDataGB: offer.dataGB,
    remainingDataGB: roundGB(remainingGB),
    unlimited: offer.dataUnlimited,
    status: active ? 'ACTIVE' : 'QUEUED',
    ...(active ? { startAt: toIso(active.startMs), endAt: toIso(active.endMs) } : {}),
  };
}

function toInstalledMs(first: ZenditPurchase, settings: ZenditSettings): number {
  const { deliveredMs = 0, profile } = first;
  const told = settings.usage[profile?.iccid ?? ''];
  if (told) return told.status === 'QUEUED' ? Number.POSITIVE_INFINITY : deliveredMs;
  return settings.autoConnectAfterMs === null
    ? Number.POSITIVE_INFINITY
    : deliveredMs + settings.autoConnectAfterMs;
}

export function isInstalled(first: ZenditPurchase, settings: ZenditSettings, nowMs: number): boolean {
  return toInstalledMs(first, settings) <= nowMs;
}

function remainingAt({ offer }: ZenditPurchase, run: Run, at: { gbPerHour: number; nowMs: number }): number {
  if (offer.dataUnlimited) return 0;
  return Math.max(0, offer.dataGB - (Math.max(0, at.nowMs - run.startMs) / hourMs) * at.gbPerHour);
}

/** How a plan stands, and from when on the next one may run. */
type Standing = { wire: ReturnType<typeof toPlanWire> | undefined; freeMs: number };
type Told = ZenditSettings['usage'][string];

function standAsTold(
  purchase: ZenditPurchase,
  run: Run,
  { told, nowMs }: { told: Told; nowMs: number },
): Standing {
  if (told.status === 'FINISHED') return { wire: undefined, freeMs: nowMs };
  const active = told.status === 'ACTIVE' ? run : undefined;
  return { wire: toPlanWire(purchase, active, told.remainingGB), freeMs: Number.POSITIVE_INFINITY };
}

function standByClock(
  purchase: ZenditPurchase,
  run: Run,
  at: { gbPerHour: number; nowMs: number },
): Standing {
  if (at.nowMs >= run.usedUpMs) return { wire: undefined, freeMs: run.usedUpMs };
  const active = at.nowMs >= run.startMs ? run : undefined;
  return { wire: toPlanWire(purchase, active, remainingAt(purchase, run, at)), freeMs: run.usedUpMs };
}

/** `GET /esim/{iccId}/plans`: one plan runs, the others queue behind it, and finished ones are not listed at all. */
export function readEsimPlans(purchases: readonly ZenditPurchase[], settings: ZenditSettings, nowMs: number) {
  const [first] = purchases;
  if (!first) return { firstInstalledAt: '', list: [], total: 0 };
  const installedMs = toInstalledMs(first, settings);
  const told = settings.usage[first.profile?.iccid ?? ''];
  const { gbPerHour } = settings;
  let freeMs = installedMs;
  const list = purchases.flatMap((purchase) => {
    const run = toRun(purchase, settings, freeMs);
    const standing =
      told && purchase === first
        ? standAsTold(purchase, run, { told, nowMs })
        : standByClock(purchase, run, { gbPerHour, nowMs });
    freeMs = standing.freeMs;
    return standing.wire ? [standing.wire] : [];
  });
  return { firstInstalledAt: installedMs <= nowMs ? toIso(installedMs) : '', list, total: list.length };
}
