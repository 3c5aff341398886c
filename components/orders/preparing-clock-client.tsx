'use client';

import type { ReactNode } from 'react';
import { type PromiseClock, type PromisePhase, toPromisePhase } from '#lib/domain/promise';
import { DeliveryRuler } from '@/components/orders/delivery-ruler';
import { useServerNow } from '@/components/orders/use-server-now-client';

/** A sentence for each phase of the promise, beside what never changes. */
export type ClockWords = Record<'sincePaid' | 'usual' | 'limit', string> & Record<PromisePhase, ReactNode>;

type PreparingClockProps = {
  paidAt: Date;
  clock: PromiseClock;
  /** The server's, in ISO 8601. */
  now: string;
  words: ClockWords;
};

/** The wait since the payment, as figure and to scale, with what it means. */
export function PreparingClock({ paidAt, clock, now, words }: PreparingClockProps) {
  const nowMs = useServerNow(now, 1_000);
  const waitedMs = Math.max(0, nowMs - paidAt.getTime());
  const promisedMs = clock.overAt.getTime() - paidAt.getTime();
  return (
    <div className="space-y-5">
      <p>
        <span role="timer" className="type-figure-panel tabular">
          {clockText(waitedMs)}
        </span>{' '}
        <span className="ms-1 text-board-muted text-large">{words.sincePaid}</span>
      </p>
      <DeliveryRuler
        share={waitedMs / promisedMs}
        tone="running"
        minutes={promisedMs / 60_000}
        words={{ usual: words.usual, limit: words.limit }}
      />
      <p role="status" className="max-w-2xl">
        {words[toPromisePhase(clock, new Date(nowMs))]}
      </p>
    </div>
  );
}

/** "0:48", "12:05": minutes and seconds. */
export function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
