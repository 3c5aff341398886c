'use client';

import { type ReactNode, useActionState } from 'react';
import { EmailField } from '@/components/checkout/email-field-client';
import type { FailureWords } from '@/components/checkout/error-message';
import { FormProblem } from '@/components/checkout/form-problem-client';
import { Button, buttonClass } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';

/** What the action hands back when it did not lead to the payment page. */
export type CheckoutState = { attempt: number; email: string; failure?: FailureWords | undefined };

export type CheckoutFormWords = Record<
  'email' | 'emailHint' | 'pay' | 'paying' | 'next' | 'problem' | 'errorTitle' | 'otherPlan',
  string
> & { question: { before: string; after: string } };

type CheckoutFormProps = {
  action: (state: CheckoutState, form: FormData) => Promise<CheckoutState>;
  /** An answer to a try without JavaScript. */
  answered: CheckoutState | undefined;
  planId: string;
  currency: string;
  locale: string;
  /** The sum on the button, in smallest units: another one must be seen before it is paid. */
  expectedMinor: number;
  /** Random: the same form sent twice is one order. */
  formKey: string;
  otherPlanHref: string;
  words: CheckoutFormWords;
  /** The promise, from the server; stands in the frame with the button. */
  promise: ReactNode;
};

const EMAIL_ID = 'email';

/** One field and the button. Works as a plain form before and without JavaScript. */
export function CheckoutForm(props: CheckoutFormProps) {
  const { words, promise, otherPlanHref } = props;
  const [state, submit, pending] = useActionState(props.action, props.answered ?? { attempt: 0, email: '' });
  const { failure } = state;
  return (
    <form action={submit} noValidate className="space-y-6">
      {failure ? (
        <FormProblem
          attempt={state.attempt}
          title={words.problem}
          documentTitle={words.errorTitle}
          problems={[{ message: failure.message, fieldId: failure.field && EMAIL_ID }]}
        >
          {failure.act ? (
            <a href={otherPlanHref} className={buttonClass({ variant: 'quiet', size: 'small' })}>
              {words.otherPlan}
            </a>
          ) : null}
        </FormProblem>
      ) : null}
      <input type="hidden" name="planId" value={props.planId} />
      <input type="hidden" name="currency" value={props.currency} />
      <input type="hidden" name="locale" value={props.locale} />
      <input type="hidden" name="expectedMinor" value={props.expectedMinor} />
      <input type="hidden" name="formKey" value={props.formKey} />
      <EmailField
        id={EMAIL_ID}
        name="email"
        label={words.email}
        hint={words.emailHint}
        error={failure?.field ? failure.message : undefined}
        sent={state.email}
        question={words.question}
      />
      <div className="panel border-ink p-4 wide:p-6">
        {promise}
        <Button
          type="submit"
          block
          busy={pending}
          className="mt-4 text-large"
          onClick={(event) => {
            if (pending) event.preventDefault();
          }}
        >
          {pending ? words.paying : words.pay}
        </Button>
        <p className="mt-3 flex justify-center gap-1.5 text-label text-muted">
          <Icon name="card" className="size-4" />
          {words.next}
        </p>
      </div>
    </form>
  );
}
