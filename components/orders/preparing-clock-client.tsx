'use client';

import { DeliveryRuler } from '@/components/orders/delivery-ruler';
import { useServerNow } from '@/components/orders/use-server-now-client';

/** `soon`, `longer`, `late`, `over`: what is said before 2 minutes, before 5, before the limit, and after it. */
export type ClockWords = Record<
  'sincePaid' | 'usual' | 'limit' | 'soon' | 'longer' | 'late' | 'over',
  string
>;

type PreparingClockProps = { paidAt: string; now: string; minutes: number; words: ClockWords };

/** The wait since the payment, as figure and to scale, with what it means. */
export function PreparingClock({ paidAt, now, minutes, words }: PreparingClockProps) {
  const waitedMs = Math.max(0, useServerNow(now, 1_000) - Date.parse(paidAt));
  return (
    <div className="space-y-5">
      <p>
        <span role="timer" className="type-figure-panel tabular">
          {clockText(waitedMs)}
        </span>{' '}
        <span className="ms-1 text-board-muted text-large">{words.sincePaid}</span>
      </p>
      <DeliveryRuler
        share={waitedMs / (minutes * 60_000)}
        tone="running"
        minutes={minutes}
        words={{ usual: words.usual, limit: words.limit }}
      />
      <p role="status">{words[phaseOf(waitedMs / 60_000, minutes)]}</p>
    </div>
  );
}

function phaseOf(waitedMinutes: number, limit: number): 'soon' | 'longer' | 'late' | 'over' {
  if (waitedMinutes >= limit) return 'over';
  if (waitedMinutes < 2) return 'soon';
  return waitedMinutes < 5 ? 'longer' : 'late';
}

/** "0:48", "12:05": minutes and seconds. */
export function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
