import type { ReactNode } from 'react';
import { Icon } from '@/components/ui/icon';

export type FieldFrameProps = {
  id: string;
  label: ReactNode;
  /** Stays visible beside an error. */
  hint?: ReactNode;
  /** The same words as in the summary above the form. */
  error?: ReactNode;
};

/** Label above, error and hint below. The control inside is tied to them by `describedBy`. */
export function FieldFrame({ id, label, hint, error, children }: FieldFrameProps & { children: ReactNode }) {
  return (
    <div>
      <label htmlFor={id} className="block text-small font-semibold">
        {label}
      </label>
      <div className="relative mt-1.5">{children}</div>
      {error ? (
        <p id={`${id}-error`} className="mt-1.5 flex gap-2 text-small text-danger">
          <Icon name="danger" className="mt-0.5 size-4" />
          <span>{error}</span>
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="mt-1.5 text-small text-muted">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

/** What ties a control to its frame for assistive technology. */
export function describedBy({ id, hint, error }: Pick<FieldFrameProps, 'id' | 'hint' | 'error'>) {
  const described = [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ');
  return { 'aria-invalid': error ? true : undefined, 'aria-describedby': described || undefined };
}

export function fieldClass(error: ReactNode): string {
  const border = error ? 'border-danger border-2' : 'border-border-strong';
  return `min-h-12 w-full rounded-control border bg-surface px-3.5 text-body ${border}`;
}
