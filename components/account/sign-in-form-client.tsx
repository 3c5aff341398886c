'use client';

import { useActionState } from 'react';
import { EmailField } from '@/components/checkout/email-field-client';
import { FormProblem } from '@/components/checkout/form-problem-client';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

export type SignInState = {
  attempt: number;
  email: string;
  sent?: string | undefined;
  problem?: { message: string; field?: 'email' | undefined } | undefined;
};

export type SignInAction = (state: SignInState, form: FormData) => Promise<SignInState>;

export type SignInWords = Record<
  'email' | 'emailHint' | 'submit' | 'busy' | 'sentTitle' | 'problem' | 'errorTitle',
  string
> & { question: { before: string; after: string } };

type SignInFormProps = {
  action: SignInAction;
  /** An answer to a try without JavaScript. */
  answered: SignInState | undefined;
  locale: string;
  words: SignInWords;
};

/** An address in, a link by mail out: nothing to remember and no puzzle. */
export function SignInForm({ action, answered, locale, words }: SignInFormProps) {
  const [state, submit, pending] = useActionState(action, answered ?? { attempt: 0, email: '' });
  const { problem, sent } = state;
  return (
    <form action={submit} noValidate className="space-y-5">
      {problem ? (
        <FormProblem
          attempt={state.attempt}
          title={words.problem}
          documentTitle={words.errorTitle}
          problems={[{ message: problem.message, fieldId: problem.field }]}
        />
      ) : null}
      {sent ? (
        <Notice tone="ok" role="status" title={words.sentTitle}>
          {sent}
        </Notice>
      ) : null}
      <input type="hidden" name="locale" value={locale} />
      <EmailField
        id="email"
        name="email"
        label={words.email}
        hint={words.emailHint}
        error={problem?.field ? problem.message : undefined}
        sent={state.email}
        question={words.question}
      />
      <Button type="submit" block busy={pending}>
        {pending ? words.busy : words.submit}
      </Button>
    </form>
  );
}
