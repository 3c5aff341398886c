import type { ComponentProps } from 'react';
import { describedBy, FieldFrame, type FieldFrameProps, fieldClass } from '@/components/ui/field-frame';
import { Icon } from '@/components/ui/icon';

type SelectFieldProps = FieldFrameProps & Omit<ComponentProps<'select'>, 'id' | 'className'>;

/** A labelled choice that looks like the text fields beside it. */
export function SelectField({ id, label, hint, error, ...select }: SelectFieldProps) {
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <select
        {...select}
        {...describedBy({ id, hint, error })}
        id={id}
        className={`appearance-none pe-11 tabular ${fieldClass(error)}`}
      />
      <Icon
        name="chevron-down"
        className="pointer-events-none absolute inset-y-0 end-3.5 my-auto size-5 text-muted"
      />
    </FieldFrame>
  );
}
