'use client';

import { useActionState } from 'react';
import { EmailField } from '@/components/checkout/email-field-client';
import { FormProblem } from '@/components/checkout/form-problem-client';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';

/** `sent` is said for a hit and for a miss alike. */
export type FindOrderState = {
  attempt: number;
  number: string;
  email: string;
  sent?: string | undefined;
  problems?:
    | { number?: string | undefined; email?: string | undefined; form?: string | undefined }
    | undefined;
};

export type FindOrderWords = Record<
  'number' | 'numberHint' | 'email' | 'submit' | 'busy' | 'sentTitle' | 'problem' | 'errorTitle',
  string
> & { question: { before: string; after: string } };

type FindOrderFormProps = {
  action: (state: FindOrderState, form: FormData) => Promise<FindOrderState>;
  /** An answer to a try without JavaScript. */
  answered?: FindOrderState | undefined;
  locale: string;
  words: FindOrderWords;
};

/** Number and address in, a mail out. Works as a plain form. */
export function FindOrderForm({ action, answered, locale, words }: FindOrderFormProps) {
  const [state, submit, pending] = useActionState(action, answered ?? { attempt: 0, number: '', email: '' });
  const { problems, sent } = state;
  return (
    <form action={submit} noValidate className="space-y-5">
      {problems ? (
        <FormProblem
          attempt={state.attempt}
          title={words.problem}
          documentTitle={words.errorTitle}
          problems={[
            ...(problems.number ? [{ message: problems.number, fieldId: 'number' }] : []),
            ...(problems.email ? [{ message: problems.email, fieldId: 'email' }] : []),
            ...(problems.form ? [{ message: problems.form }] : []),
          ]}
        />
      ) : null}
      {sent ? (
        <Notice tone="ok" role="status" title={words.sentTitle}>
          {sent}
        </Notice>
      ) : null}
      <input type="hidden" name="locale" value={locale} />
      <Field
        id="number"
        name="number"
        label={words.number}
        hint={words.numberHint}
        error={problems?.number}
        defaultValue={state.number}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        enterKeyHint="next"
        required
        maxLength={20}
      />
      <EmailField
        id="email"
        name="email"
        label={words.email}
        error={problems?.email}
        sent={state.email}
        question={words.question}
      />
      <Button type="submit" block busy={pending}>
        {pending ? words.busy : words.submit}
      </Button>
    </form>
  );
}
