import type { ComponentProps } from 'react';
import { describedBy, FieldFrame, type FieldFrameProps, fieldClass } from '@/components/ui/field-frame';
import { Icon } from '@/components/ui/icon';

type FieldProps = FieldFrameProps &
  Omit<ComponentProps<'input'>, 'id' | 'className'> & {
    /** A quiet confirmation that what was typed is right. */
    confirmed?: boolean;
  };

/** A labelled text input with its hint and its error, tied together for assistive technology. */
export function Field({ id, label, hint, error, confirmed, ...input }: FieldProps) {
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <input
        {...input}
        {...describedBy({ id, hint, error })}
        id={id}
        className={`placeholder:text-subtle ${fieldClass(error)}`}
      />
      {confirmed && !error ? (
        <Icon name="check" className="absolute inset-y-0 end-3.5 my-auto size-5 text-ok" />
      ) : null}
    </FieldFrame>
  );
}
