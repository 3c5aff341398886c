import type { ComponentProps, ReactNode } from 'react';
import { Icon } from '@/components/ui/icon';

type FieldProps = Omit<ComponentProps<'input'>, 'id' | 'className'> & {
  id: string;
  label: ReactNode;
  /** Stays visible beside an error. */
  hint?: ReactNode;
  /** The same words as in the summary above the form. */
  error?: ReactNode;
  /** A quiet confirmation that what was typed is right. */
  confirmed?: boolean;
};

/** A labelled text input with its hint and its error, tied together for assistive technology. */
export function Field({ id, label, hint, error, confirmed, ...input }: FieldProps) {
  const described = [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ');
  const border = error ? 'border-danger border-2' : 'border-border-strong';
  return (
    <div>
      <label htmlFor={id} className="block text-small font-semibold">
        {label}
      </label>
      <div className="relative mt-1.5">
        <input
          {...input}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
          className={`min-h-12 w-full rounded-control border bg-surface px-3.5 text-body placeholder:text-subtle ${border}`}
        />
        {confirmed && !error ? (
          <Icon name="check" className="absolute inset-y-0 end-3.5 my-auto size-5 text-ok" />
        ) : null}
      </div>
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
