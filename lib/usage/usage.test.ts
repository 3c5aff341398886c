import { describe, expect, it } from 'vitest';
import type { Esim } from '#lib/db/esim-row';
import { parseIccid } from '#lib/domain/esim';
import { parseOrderId, toOrderLineId } from '#lib/domain/order';
import type { UsageReading } from '#lib/domain/usage';
import { createMemoryProvider, type MemoryProvider } from '#lib/providers/memory/memory-provider';
import { readMeter, watchMeter } from '#lib/usage/read-meter';
import { type RefreshUsageDeps, refreshUsage } from '#lib/usage/refresh-usage';

const NOW = new Date('2025-11-22T12:00:00Z');
const [iccid, orderId] = [parseIccid('8910390000000000001'), parseOrderId('usage000000000000000001')];
if (!iccid || !orderId) throw new Error('malformed test eSIM');
const esim: Esim = {
  id: 'esim-1',
  orderId,
  lineId: toOrderLineId(orderId, 1),
  provider: 'zendit',
  offerId: 'offer-1',
  iccid,
  esimRef: 'esim-1',
  subscriptionRef: 'subscription-1',
  profileState: 'installed',
};
const lastGood: UsageReading = {
  state: 'active',
  initialBytes: 1_000,
  usedBytes: 400,
  remainingBytes: 600,
  measuredAt: new Date('2025-11-22T11:00:00Z'),
  checkedAt: new Date('2025-11-22T11:05:00Z'),
};

async function refresh(wholesaler: MemoryProvider | undefined, subject: Esim = esim) {
  const saved: Parameters<RefreshUsageDeps['esims']['saveReading']>[0][] = [];
  const failures: { at: Date; nextReadAt: Date }[] = [];
  await refreshUsage(
    {
      esims: {
        saveReading: async (input) => void saved.push(input),
        saveReadFailure: async (_, at, nextReadAt) => void failures.push({ at, nextReadAt }),
      },
      findProvider: () => wholesaler,
      now: () => NOW,
    },
    subject,
  );
  return { saved, failures };
}

describe('refreshUsage', () => {
  it('stores what the wholesaler says of data and profile, and comes back in a quarter of an hour', async () => {
    const wholesaler = createMemoryProvider();
    wholesaler.behaviour.usage = { state: 'active', usedBytes: 500, remainingBytes: 500 };
    wholesaler.behaviour.profileState = 'installed';
    expect(await refresh(wholesaler)).toEqual({
      saved: [
        {
          id: 'esim-1',
          reading: { state: 'active', usedBytes: 500, remainingBytes: 500, checkedAt: NOW },
          profileState: 'installed',
          nextReadAt: new Date('2025-11-22T12:15:00Z'),
        },
      ],
      failures: [],
    });
  });

  it('writes over nothing when the wholesaler does not answer, and comes back in two minutes', async () => {
    const wholesaler = createMemoryProvider();
    wholesaler.behaviour.reads = { kind: 'unavailable' };
    expect(await refresh(wholesaler, { ...esim, reading: lastGood })).toEqual({
      saved: [],
      failures: [{ at: NOW, nextReadAt: new Date('2025-11-22T12:02:00Z') }],
    });
  });

  it('keeps the profile it knew when only the profile could not be read', async () => {
    const wholesaler = createMemoryProvider();
    wholesaler.readProfileState = async () => ({ ok: false, error: { kind: 'unavailable' } });
    const { saved } = await refresh(wholesaler);
    expect(saved).toMatchObject([{ profileState: 'installed', reading: { state: 'not_started' } }]);
  });

  it('keeps the last figures of a plan that is no longer listed, and ends the readings', async () => {
    const wholesaler = createMemoryProvider();
    wholesaler.behaviour.usage = { state: 'gone' };
    const { saved } = await refresh(wholesaler, { ...esim, reading: lastGood });
    expect(saved).toMatchObject([
      { reading: { ...lastGood, state: 'gone', checkedAt: NOW }, nextReadAt: null },
    ]);
  });

  it.each([
    ['expired', { state: 'expired' }, null],
    ['cancelled', { state: 'cancelled' }, null],
    ['past its end', { state: 'active', endsAt: new Date('2025-11-22T11:59:59Z') }, null],
    ['used up, for it may be topped up', { state: 'depleted' }, new Date('2025-11-22T12:15:00Z')],
  ] as const)('plans the next reading of a plan that is %s', async (_, usage, nextReadAt) => {
    const wholesaler = createMemoryProvider();
    wholesaler.behaviour.usage = usage;
    expect((await refresh(wholesaler)).saved).toMatchObject([{ nextReadAt }]);
  });

  it('calls a wholesaler that is no longer configured a failure', async () => {
    expect((await refresh(undefined)).failures).toHaveLength(1);
  });
});

describe('watchMeter', () => {
  const watch = async (subject: Esim) => {
    const calls: Date[] = [];
    await watchMeter({ bringReadForward: async (_, at) => void calls.push(at) }, subject, NOW);
    return calls;
  };
  const planned = new Date('2025-11-22T12:10:00Z');
  const checked = (checkedAt: Date): UsageReading => ({ state: 'active', checkedAt });

  it('takes the next reading twenty seconds after the last while somebody looks', async () => {
    const reading = checked(new Date('2025-11-22T11:59:50Z'));
    expect(await watch({ ...esim, reading, nextReadAt: planned })).toEqual([
      new Date('2025-11-22T12:00:10Z'),
    ]);
  });

  it('takes it now when the last one is older', async () => {
    expect(await watch({ ...esim, reading: lastGood, nextReadAt: planned })).toEqual([NOW]);
  });

  it('changes nothing for a plan that is over, and for one whose reading comes anyway', async () => {
    expect(await watch({ ...esim, reading: lastGood })).toEqual([]);
    expect(await watch({ ...esim, nextReadAt: planned })).toEqual([]);
    const reading = checked(new Date('2025-11-22T11:59:55Z'));
    expect(await watch({ ...esim, reading, nextReadAt: new Date('2025-11-22T12:00:05Z') })).toEqual([]);
  });

  it('does not ask a wholesaler more often because it has failed', async () => {
    const failing = { ...esim, reading: lastGood, readFailedAt: new Date('2025-11-22T11:30:00Z') };
    expect(await watch({ ...failing, nextReadAt: new Date('2025-11-22T12:01:30Z') })).toEqual([]);
  });
});

describe('readMeter', () => {
  it('calls a reading stale once a later attempt has failed', () => {
    const stale = { ...esim, reading: lastGood, readFailedAt: NOW };
    expect(readMeter(stale, { kind: 'limited', bytes: 1_000 }, NOW)).toMatchObject({
      face: 'counting',
      remainingBytes: 600,
      readAt: { kind: 'measured', at: lastGood.measuredAt, stale: true },
    });
  });
});
