'use client';

import { useSyncExternalStore } from 'react';

export type TimeStyle = 'clock' | 'seconds' | 'day' | 'dayTime';

const FORMATS: Record<TimeStyle, Intl.DateTimeFormatOptions> = {
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  seconds: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  dayTime: {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
};

type LocalTimeProps = { iso: string; format: TimeStyle; locale: string };

/** An instant in the visitor's zone. The server does not know it, so the first words are UTC and say so. */
export function LocalTime({ iso, format, locale }: LocalTimeProps) {
  const hydrated = useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
  const text = hydrated
    ? new Intl.DateTimeFormat(dateLocale(locale), FORMATS[format]).format(new Date(iso))
    : utcWords(iso, format);
  return <time dateTime={iso}>{text}</time>;
}

/** "Mon 11 Jan, 14:05": travellers read the day first in every English but one. */
function dateLocale(locale: string): string {
  return locale === 'en' ? 'en-GB' : locale;
}

function subscribe() {
  return () => undefined;
}

/** Cut from the ISO text, because ICU versions differ between server and browser. */
function utcWords(iso: string, format: TimeStyle): string {
  const day = iso.slice(0, 10);
  const clock = iso.slice(11, format === 'seconds' ? 19 : 16);
  if (format === 'day') return day;
  return format === 'dayTime' ? `${day} ${clock} UTC` : `${clock} UTC`;
}
