'use client';

import { useState } from 'react';
import { suggestEmail } from '@/components/checkout/suggest-email';
import { Field } from '@/components/ui/field';
import { Icon } from '@/components/ui/icon';

export type EmailFieldProps = {
  id: string;
  name: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  /** What was sent the last time. */
  sent: string;
  /** "Did you mean", and what follows the address. */
  question: { before: string; after: string };
};

/** An address field that asks about a mistyped domain once the field is left, and changes nothing by itself. */
export function EmailField({ id, name, label, hint, error, sent, question }: EmailFieldProps) {
  const [value, setValue] = useState(sent);
  const [left, setLeft] = useState(false);
  const meant = left ? suggestEmail(value.trim()) : undefined;
  return (
    <div>
      <Field
        id={id}
        name={name}
        label={label}
        type="email"
        inputMode="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="go"
        required
        maxLength={254}
        value={value}
        onChange={(event) => setValue(event.target.value)}
        onBlur={() => setLeft(true)}
        error={error}
        hint={hint}
      />
      <p role="status" className="text-small text-warn">
        {meant ? (
          <span className="mt-1 flex items-center gap-2">
            <Icon name="warn" className="size-4" />
            <span>
              {question.before}
              <button
                type="button"
                className="min-h-6 break-all font-semibold underline underline-offset-4"
                onClick={() => setValue(meant)}
              >
                {meant}
              </button>
              {question.after}
            </span>
          </span>
        ) : null}
      </p>
    </div>
  );
}
