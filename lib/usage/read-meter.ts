import type { Esim } from '#lib/db/esim-row';
import type { EsimStore } from '#lib/db/esim-store';
import type { DataAllowance } from '#lib/domain/plan';
import { type Meter, toMeter } from '#lib/domain/usage';

/** While somebody watches, a reading older than this is taken again. */
const WATCHED_AGE_MS = 20_000;

/** The face of an eSIM's meter from the stored reading; never asks a wholesaler. */
export function readMeter(esim: Esim, data: DataAllowance, now: Date): Meter {
  return toMeter({
    reading: esim.reading,
    totalBytes: data.kind === 'limited' ? data.bytes : undefined,
    stale: esim.readFailedAt !== undefined,
    now,
  });
}

/**
 * Somebody watches the meter: the worker takes the next reading soon, if the plan is still running. A wholesaler that
 * has just failed is asked again at its own time.
 */
export async function watchMeter(
  esims: Pick<EsimStore, 'bringReadForward'>,
  esim: Esim,
  now: Date,
): Promise<void> {
  if (!esim.nextReadAt || !esim.reading || esim.readFailedAt) return;
  const dueAt = new Date(esim.reading.checkedAt.getTime() + WATCHED_AGE_MS);
  if (esim.nextReadAt > dueAt) await esims.bringReadForward(esim.id, dueAt > now ? dueAt : now);
}
