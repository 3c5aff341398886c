import type { ReactNode } from 'react';
import { Icon, type IconName } from '@/components/ui/icon';

export type Tone = 'neutral' | 'info' | 'ok' | 'warn' | 'danger';

const TONES: Record<Tone, string> = {
  neutral: 'border border-border-strong text-ink',
  info: 'bg-info-soft text-info',
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  danger: 'bg-danger-soft text-danger',
};

const ICONS: Record<Tone, IconName> = {
  neutral: 'info',
  info: 'clock',
  ok: 'allowed',
  warn: 'warn',
  danger: 'failed',
};

/** A state in one or two words, with an icon: colour alone says nothing. */
export function Badge({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: Tone;
  icon?: IconName;
  children: ReactNode;
}) {
  return (
    <span className={`plate ${TONES[tone]}`}>
      <Icon name={icon ?? ICONS[tone]} className="size-3.5" />
      {children}
    </span>
  );
}
