import type { ReactNode } from 'react';
import { Icon, type IconName } from '@/components/ui/icon';

type NoticeTone = 'info' | 'ok' | 'warn' | 'danger';

const TONES: Record<NoticeTone, { box: string; icon: IconName; colour: string }> = {
  info: { box: 'bg-info-soft', icon: 'info', colour: 'text-info' },
  ok: { box: 'bg-ok-soft', icon: 'allowed', colour: 'text-ok' },
  warn: { box: 'bg-warn-soft', icon: 'warn', colour: 'text-warn' },
  danger: { box: 'bg-danger-soft', icon: 'danger', colour: 'text-danger' },
};

type NoticeProps = {
  tone?: NoticeTone;
  title?: ReactNode;
  /** `status` or `alert` when it appears after the page has been read; nothing when it was there from the start. */
  role?: 'status' | 'alert';
  children?: ReactNode;
};

/** A message in the flow of the page: what happened, and what to do next. */
export function Notice({ tone = 'info', title, role, children }: NoticeProps) {
  const { box, icon, colour } = TONES[tone];
  return (
    <div role={role} className={`flex gap-3 rounded-control p-4 text-small text-ink ${box}`}>
      <Icon name={icon} className={`mt-0.5 size-4 ${colour}`} />
      <div className="min-w-0">
        {title ? <strong className="font-semibold">{title} </strong> : null}
        {children}
      </div>
    </div>
  );
}
