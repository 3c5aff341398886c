'use client';

import { type ReactNode, useActionState, useEffect, useRef } from 'react';
import { assertNever } from '#lib/domain/result';
import { EmailField } from '@/components/checkout/email-field-client';
import { FormProblem } from '@/components/checkout/form-problem-client';
import { LocalTime } from '@/components/orders/local-time-client';
import type { WithdrawAction, WithdrawState } from '@/components/refunds/withdraw-state';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';

export type WithdrawWords = Record<
  | 'enterTitle'
  | 'number'
  | 'numberHint'
  | 'email'
  | 'emailHint'
  | 'name'
  | 'continue'
  | 'busy'
  | 'confirmTitle'
  | 'declarationLabel'
  | 'nameLabel'
  | 'emailLabel'
  | 'scope'
  | 'confirm'
  | 'change'
  | 'receivedTitle'
  | 'again'
  | 'problem'
  | 'errorTitle',
  string
> & { question: { before: string; after: string }; received: { before: string; after: string } };

type WithdrawFormProps = {
  action: WithdrawAction;
  /** What stands in the form at first: empty, prefilled, or the answer to a step without JavaScript. */
  first: WithdrawState;
  locale: string;
  words: WithdrawWords;
};

/** Enter, confirm, received: two presses. Every step works as a plain form. */
export function WithdrawForm({ action, first, locale, words }: WithdrawFormProps) {
  const [state, submit, pending] = useActionState(action, first);
  const heading = useFocusOnChange(state.step);
  const step = { locale, words, pending };
  return (
    <form action={submit} noValidate className="space-y-5">
      {state.step !== 'received' && state.problems ? (
        <FormProblem
          attempt={state.attempt}
          title={words.problem}
          documentTitle={words.errorTitle}
          problems={toProblems(state.problems)}
        />
      ) : null}
      <h2 ref={heading} tabIndex={-1} className="type-h2 outline-none">
        {words[`${state.step}Title`]}
      </h2>
      <input type="hidden" name="locale" value={locale} />
      <Step state={state} {...step} />
    </form>
  );
}

/** Whoever does not see that the step changed hears its heading; the first one is left alone. */
function useFocusOnChange(step: WithdrawState['step']) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current !== step) heading.current?.focus();
    shown.current = step;
  }, [step]);
  return heading;
}

function toProblems({ number, email, name, form }: NonNullable<EnterState['problems']>) {
  return [
    ...(number ? [{ message: number, fieldId: 'number' }] : []),
    ...(email ? [{ message: email, fieldId: 'email' }] : []),
    ...(name ? [{ message: name, fieldId: 'name' }] : []),
    ...(form ? [{ message: form }] : []),
  ];
}

type EnterState = Extract<WithdrawState, { step: 'enter' }>;
type StepProps<State = WithdrawState> = {
  state: State;
  locale: string;
  words: WithdrawWords;
  pending: boolean;
};

function Step(props: StepProps) {
  const { state, ...rest } = props;
  switch (state.step) {
    case 'enter':
      return <Enter state={state} {...rest} />;
    case 'confirm':
      return <Confirm state={state} {...rest} />;
    case 'received':
      return <Received state={state} {...rest} />;
    default:
      return assertNever(state);
  }
}

function Enter({ state, words, pending }: StepProps<EnterState>) {
  const { problems } = state;
  return (
    <>
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
        hint={words.emailHint}
        error={problems?.email}
        sent={state.email}
        question={words.question}
      />
      <Field
        id="name"
        name="name"
        label={words.name}
        error={problems?.name}
        defaultValue={state.name}
        autoComplete="name"
        maxLength={100}
      />
      <Button type="submit" name="intent" value="check" block busy={pending}>
        {pending ? words.busy : words.continue}
      </Button>
    </>
  );
}

function Confirm({ state, words, pending }: StepProps<Extract<WithdrawState, { step: 'confirm' }>>) {
  return (
    <>
      <input type="hidden" name="number" value={state.number} />
      <input type="hidden" name="email" value={state.email} />
      <input type="hidden" name="name" value={state.name} />
      <dl>
        <Line label={words.declarationLabel}>
          <span className="font-semibold">{state.declaration}</span>
          <span className="mt-1 block text-muted text-small">{words.scope}</span>
        </Line>
        {state.name ? <Line label={words.nameLabel}>{state.name}</Line> : null}
        <Line label={words.emailLabel}>{state.email}</Line>
      </dl>
      <div className="flex flex-col gap-3 tablet:flex-row">
        <Button type="submit" name="intent" value="confirm" busy={pending}>
          {pending ? words.busy : words.confirm}
        </Button>
        <Button type="submit" name="intent" value="change" variant="quiet">
          {words.change}
        </Button>
      </div>
    </>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="rule-line">
      <dt>{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}

function Received({ state, locale, words }: StepProps<Extract<WithdrawState, { step: 'received' }>>) {
  return (
    <>
      <p>
        {words.received.before}
        <LocalTime iso={state.at} format="dayTime" locale={locale} />
        {words.received.after}
      </p>
      <p className="break-words text-muted">{state.mailed}</p>
      <a href={`/${locale}/withdraw`} className="link inline-flex min-h-11 items-center text-small">
        {words.again}
      </a>
    </>
  );
}
