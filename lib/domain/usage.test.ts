import { describe, expect, it } from 'vitest';
import { GIGABYTE } from '#lib/domain/plan';
import { type Meter, toMeter, type UsageReading } from '#lib/domain/usage';

const now = new Date('2026-11-22T12:00:00Z');
const checkedAt = new Date('2026-11-22T11:55:00Z');
const measuredAt = new Date('2026-11-22T11:00:00Z');
const endsAt = new Date('2026-11-29T12:00:00Z');
const past = new Date('2026-11-21T12:00:00Z');
const readAt = { kind: 'checked', at: checkedAt, stale: false } as const;
const active: UsageReading = { state: 'active', checkedAt };

type Case = [what: string, reading: UsageReading | undefined, totalBytes: number | undefined, meter: Meter];
const GB = GIGABYTE;

const cases: Case[] = [
  ['waits for the first reading', undefined, 5 * GB, { face: 'waiting_for_first_reading' }],
  [
    'waits while the eSIM is made',
    { ...active, state: 'provisioning' },
    5 * GB,
    { face: 'waiting_for_first_reading' },
  ],
  [
    'shows a plan not yet started',
    { ...active, state: 'not_started' },
    5 * GB,
    { face: 'not_started', totalBytes: 5 * GB, readAt },
  ],
  [
    'shows an unlimited plan not yet started',
    { ...active, state: 'not_started' },
    undefined,
    { face: 'not_started', readAt },
  ],
  [
    'counts what is left',
    { ...active, remainingBytes: 3 * GB, endsAt },
    5 * GB,
    { face: 'counting', totalBytes: 5 * GB, remainingBytes: 3 * GB, level: 'plenty', endsAt, readAt },
  ],
  [
    'works out what is left from what was used',
    { ...active, usedBytes: GB },
    5 * GB,
    { face: 'counting', totalBytes: 5 * GB, remainingBytes: 4 * GB, level: 'plenty', readAt },
  ],
  [
    'is at plenty with exactly a fifth left',
    { ...active, remainingBytes: GB },
    5 * GB,
    { face: 'counting', totalBytes: 5 * GB, remainingBytes: GB, level: 'plenty', readAt },
  ],
  [
    'is low with less than a fifth left',
    { ...active, remainingBytes: GB - 1 },
    5 * GB,
    { face: 'counting', totalBytes: 5 * GB, remainingBytes: GB - 1, level: 'low', readAt },
  ],
  [
    'believes the partner about the size of the plan',
    { ...active, initialBytes: 6 * GB, remainingBytes: 6 * GB },
    5 * GB,
    { face: 'counting', totalBytes: 6 * GB, remainingBytes: 6 * GB, level: 'plenty', readAt },
  ],
  [
    'never shows more than was bought',
    { ...active, remainingBytes: 9 * GB },
    5 * GB,
    { face: 'counting', totalBytes: 5 * GB, remainingBytes: 5 * GB, level: 'plenty', readAt },
  ],
  [
    'never shows less than nothing',
    { ...active, usedBytes: 9 * GB },
    5 * GB,
    { face: 'used_up', totalBytes: 5 * GB, readAt },
  ],
  [
    'says when it is used up',
    { ...active, remainingBytes: 0 },
    5 * GB,
    { face: 'used_up', totalBytes: 5 * GB, readAt },
  ],
  [
    'believes the partner that it is used up',
    { ...active, state: 'depleted' },
    5 * GB,
    { face: 'used_up', totalBytes: 5 * GB, readAt },
  ],
  [
    'shows what an unlimited plan used',
    { ...active, usedBytes: 2 * GB, endsAt },
    undefined,
    { face: 'unlimited', usedBytes: 2 * GB, endsAt, readAt },
  ],
  [
    'says that it ended, with what was left',
    { ...active, remainingBytes: GB, endsAt: past },
    5 * GB,
    { face: 'ended', totalBytes: 5 * GB, remainingBytes: GB, endedAt: past, readAt },
  ],
  [
    'ends without a date when the partner gives none',
    { ...active, state: 'gone' },
    undefined,
    { face: 'ended', readAt },
  ],
];

describe('toMeter', () => {
  it.each(cases)('%s', (_what, reading, totalBytes, meter) => {
    expect(toMeter({ reading, totalBytes, stale: false, now })).toEqual(meter);
  });

  it("says by whose clock the reading was taken, and that it is old when the partner doesn't answer", () => {
    const meter = toMeter({
      reading: { ...active, measuredAt, remainingBytes: GB },
      totalBytes: GB,
      stale: true,
      now,
    });
    expect(meter).toMatchObject({ readAt: { kind: 'measured', at: measuredAt, stale: true } });
  });
});
