import type { Esim } from '#lib/db/esim-row';
import type { EsimStore } from '#lib/db/esim-store';
import type { ProviderId } from '#lib/domain/plan';
import type { UsageReading } from '#lib/domain/usage';
import type { EsimProvider } from '#lib/providers/port';

export type RefreshUsageDeps = {
  esims: Pick<EsimStore, 'saveReading' | 'saveReadFailure'>;
  findProvider: (id: ProviderId) => EsimProvider | undefined;
  now: () => Date;
};

/** Between two looks at the wholesaler while nobody watches the meter. */
const UNWATCHED_MS = 15 * 60_000;
const RETRY_MS = 2 * 60_000;

/** Reads one eSIM's data and profile from its wholesaler and stores both; a failure keeps the last good reading. */
export async function refreshUsage(deps: RefreshUsageDeps, esim: Esim): Promise<void> {
  const now = deps.now();
  const provider = deps.findProvider(esim.provider);
  if (!provider) return deps.esims.saveReadFailure(esim.id, now, new Date(now.getTime() + UNWATCHED_MS));
  const reference = {
    iccid: esim.iccid,
    esimRef: esim.esimRef,
    subscriptionRef: esim.subscriptionRef,
    offerId: esim.offerId,
  };
  const reading = await provider.readUsage(reference, now);
  if (!reading.ok) return deps.esims.saveReadFailure(esim.id, now, new Date(now.getTime() + RETRY_MS));
  const profile = await provider.readProfileState(reference);
  await deps.esims.saveReading({
    id: esim.id,
    reading: keepWhatVanished(reading.value, esim.reading),
    profileState: profile.ok ? profile.value : esim.profileState,
    nextReadAt: isOver(reading.value, now) ? null : new Date(now.getTime() + UNWATCHED_MS),
  });
}

/** A partner that lists only live plans says nothing of a finished one: its last figures stay the truth. */
function keepWhatVanished(reading: UsageReading, last: UsageReading | undefined): UsageReading {
  if (reading.state !== 'gone' || !last) return reading;
  return { ...last, state: 'gone', checkedAt: reading.checkedAt };
}

function isOver(reading: UsageReading, now: Date): boolean {
  if (reading.state === 'expired' || reading.state === 'cancelled' || reading.state === 'gone') return true;
  return reading.endsAt !== undefined && reading.endsAt <= now;
}
