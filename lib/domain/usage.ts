/** Where a plan stands, as the partner tells it. `gone`: no longer listed by a partner that lists only live plans. */
export type PlanState =
  | 'provisioning'
  | 'not_started'
  | 'active'
  | 'depleted'
  | 'expired'
  | 'cancelled'
  | 'gone'
  | 'unknown';

/**
 * One reading of a plan's data. Bytes are integers; absent = the partner does not say (an unlimited plan, or a gap),
 * which is not zero. `measuredAt` is the network's time and absent where it gives none; `checkedAt` is ours.
 */
export type UsageReading = {
  state: PlanState;
  initialBytes?: number;
  usedBytes?: number;
  remainingBytes?: number;
  measuredAt?: Date;
  checkedAt: Date;
  startedAt?: Date;
  endsAt?: Date;
};

/** What a meter can truthfully show. A component shows exactly what stands here and nothing it would have to guess. */
export type Meter =
  | { face: 'waiting_for_first_reading' }
  | { face: 'not_started'; totalBytes?: number; readAt: ReadAt }
  | {
      face: 'counting';
      totalBytes: number;
      remainingBytes: number;
      level: 'plenty' | 'low';
      endsAt?: Date;
      readAt: ReadAt;
    }
  | { face: 'unlimited'; usedBytes?: number; endsAt?: Date; readAt: ReadAt }
  | { face: 'used_up'; totalBytes: number; readAt: ReadAt }
  | { face: 'ended'; totalBytes?: number; remainingBytes?: number; endedAt?: Date; readAt: ReadAt };

/** `measured` is the network's clock, `checked` is ours; `stale` when the partner has not answered since. */
export type ReadAt = { kind: 'measured' | 'checked'; at: Date; stale: boolean };

/** Under a fifth left is low: the share at which a traveller should act. */
const LOW_SHARE = 0.2;

type MeterInput = {
  reading: UsageReading | undefined;
  /** Bytes bought; absent for a plan that is not limited by volume. */
  totalBytes: number | undefined;
  /** The last attempt to read failed after `reading` was taken. */
  stale: boolean;
  now: Date;
};

/** Chooses the face for the last reading we hold. Never negative, never over the total, never invents a figure. */
export function toMeter({ reading, totalBytes, stale, now }: MeterInput): Meter {
  if (!reading || reading.state === 'provisioning') return { face: 'waiting_for_first_reading' };
  const readAt = toReadAt(reading, stale);
  const total = reading.initialBytes ?? totalBytes;
  const remaining = remainingOf(reading, total);
  if (hasEnded(reading, now)) return ended({ reading, total, remaining, readAt, now });
  if (reading.state === 'depleted' && total !== undefined)
    return { face: 'used_up', totalBytes: total, readAt };
  if (reading.state === 'not_started')
    return { face: 'not_started', ...(total !== undefined && { totalBytes: total }), readAt };
  if (total === undefined || remaining === undefined || totalBytes === undefined)
    return unlimited(reading, readAt);
  if (remaining === 0) return { face: 'used_up', totalBytes: total, readAt };
  const level = remaining / total < LOW_SHARE ? 'low' : 'plenty';
  const endsAt = reading.endsAt;
  return {
    face: 'counting',
    totalBytes: total,
    remainingBytes: remaining,
    level,
    ...(endsAt && { endsAt }),
    readAt,
  };
}

function toReadAt(reading: UsageReading, stale: boolean): ReadAt {
  return reading.measuredAt
    ? { kind: 'measured', at: reading.measuredAt, stale }
    : { kind: 'checked', at: reading.checkedAt, stale };
}

function remainingOf(reading: UsageReading, total: number | undefined): number | undefined {
  const stated =
    reading.remainingBytes ??
    (total !== undefined && reading.usedBytes !== undefined ? total - reading.usedBytes : undefined);
  if (stated === undefined) return undefined;
  return Math.max(0, total === undefined ? stated : Math.min(stated, total));
}

function hasEnded(reading: UsageReading, now: Date): boolean {
  if (reading.state === 'expired' || reading.state === 'cancelled' || reading.state === 'gone') return true;
  return reading.endsAt !== undefined && reading.endsAt <= now;
}

type EndedInput = {
  reading: UsageReading;
  total: number | undefined;
  remaining: number | undefined;
  readAt: ReadAt;
  now: Date;
};

function ended({ reading, total, remaining, readAt, now }: EndedInput): Meter {
  const endedAt = reading.endsAt && reading.endsAt <= now ? reading.endsAt : undefined;
  return {
    face: 'ended',
    ...(total !== undefined && { totalBytes: total }),
    ...(remaining !== undefined && { remainingBytes: remaining }),
    ...(endedAt && { endedAt }),
    readAt,
  };
}

function unlimited(reading: UsageReading, readAt: ReadAt): Meter {
  return {
    face: 'unlimited',
    ...(reading.usedBytes !== undefined && { usedBytes: reading.usedBytes }),
    ...(reading.endsAt && { endsAt: reading.endsAt }),
    readAt,
  };
}
