import { z } from 'zod/mini';
import type { Meter, ReadAt } from '#lib/domain/usage';

const readAt = z.object({ kind: z.enum(['measured', 'checked']), at: z.string(), stale: z.boolean() });
const bytes = z.number();
const instant = z.optional(z.string());

/** A meter as JSON: `Meter` with ISO instants. */
export const meterWire = z.discriminatedUnion('face', [
  z.object({ face: z.literal('waiting_for_first_reading') }),
  z.object({ face: z.literal('not_started'), totalBytes: z.optional(bytes), readAt }),
  z.object({
    face: z.literal('counting'),
    totalBytes: bytes,
    remainingBytes: bytes,
    level: z.enum(['plenty', 'low']),
    endsAt: instant,
    readAt,
  }),
  z.object({ face: z.literal('unlimited'), usedBytes: z.optional(bytes), endsAt: instant, readAt }),
  z.object({ face: z.literal('used_up'), totalBytes: bytes, readAt }),
  z.object({
    face: z.literal('ended'),
    totalBytes: z.optional(bytes),
    remainingBytes: z.optional(bytes),
    endedAt: instant,
    readAt,
  }),
]);

export type MeterWire = z.infer<typeof meterWire>;
export type ReadAtWire = z.infer<typeof readAt>;

export const meterAnswerWire = z.object({
  meter: meterWire,
  profileState: z.enum([
    'provisioning',
    'ready_to_install',
    'downloading',
    'installed',
    'removed',
    'expired',
    'unknown',
  ]),
  usageEveryMinutes: z.optional(z.number()),
  now: z.string(),
});

/** What `/api/esims/<id>/usage` answers, and what a page hands to its live meter. */
export type MeterAnswerWire = z.infer<typeof meterAnswerWire>;

export function toMeterWire(meter: Meter): MeterWire {
  switch (meter.face) {
    case 'waiting_for_first_reading':
      return meter;
    case 'counting':
    case 'unlimited': {
      const { endsAt, ...rest } = meter;
      return { ...rest, ...(endsAt && { endsAt: endsAt.toISOString() }), readAt: toReadAtWire(meter.readAt) };
    }
    case 'ended': {
      const { endedAt, ...rest } = meter;
      return {
        ...rest,
        ...(endedAt && { endedAt: endedAt.toISOString() }),
        readAt: toReadAtWire(meter.readAt),
      };
    }
    default:
      return { ...meter, readAt: toReadAtWire(meter.readAt) };
  }
}

function toReadAtWire({ kind, at, stale }: ReadAt): ReadAtWire {
  return { kind, at: at.toISOString(), stale };
}
