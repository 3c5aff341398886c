'use client';

import { type ReactNode, useActionState, useState } from 'react';
import { EmailField } from '@/components/checkout/email-field-client';
import type { FailureWords } from '@/components/checkout/error-message';
import { FormProblem } from '@/components/checkout/form-problem-client';
import { PayBox } from '@/components/checkout/pay-box';
import {
  PromotionField,
  type PromotionWords,
  type ShownPromotion,
} from '@/components/checkout/promotion-field-client';
import { QuantityField } from '@/components/checkout/quantity-field-client';
import { useSumVersions } from '@/components/checkout/sum-versions-client';
import type { QuantityChoice, SumWords } from '@/components/checkout/sum-words';
import { TotalLine } from '@/components/checkout/total-line';
import { buttonClass } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Perforation } from '@/components/ui/perforation';

/** What the action hands back when it did not lead to the payment page. */
export type CheckoutState = {
  attempt: number;
  email: string;
  failure?: FailureWords | undefined;
  /** The code that was refused. */
  promotionCode?: string | undefined;
  /** What became of a press that was about the code. */
  said?: string | undefined;
};

export type CheckoutFormWords = Record<
  | 'quantity'
  | 'quantityHint'
  | 'email'
  | 'emailHint'
  | 'paying'
  | 'next'
  | 'problem'
  | 'errorTitle'
  | 'otherPlan',
  string
> & { question: { before: string; after: string }; promotion: PromotionWords };

type CheckoutFormProps = {
  action: (state: CheckoutState, form: FormData) => Promise<CheckoutState>;
  /** An answer to a try without JavaScript. */
  answered: CheckoutState | undefined;
  /** What is sent unseen. `expectedMinor`: the price of one eSIM, for another one must be seen before it is paid. */
  hidden: Record<'planId' | 'currency' | 'locale' | 'formKey', string> & { expectedMinor: number };
  /** What the page was asked for; one of the choices. */
  quantity: number;
  choices: readonly [QuantityChoice, ...QuantityChoice[]];
  /** What is true of any choice. */
  each: SumWords;
  promotion: ShownPromotion;
  otherPlanHref: string;
  words: CheckoutFormWords;
  /** What is bought, from the server: the upper part of the pass. */
  bought: ReactNode;
  /** How to step back from it, from the server. */
  withdrawal: ReactNode;
};

/** The pass with its sum, the fields and the button. Works as a plain form before and without JavaScript. */
export function CheckoutForm(props: CheckoutFormProps) {
  const { choices, words } = props;
  const [state, submit, pending] = useActionState(props.action, props.answered ?? { attempt: 0, email: '' });
  const [quantity, setQuantity] = useState(props.quantity);
  const chosen = choices.find((choice) => choice.quantity === quantity) ?? choices[0];
  const versions = useSumVersions(chosen.words, props.each);
  const { failure } = state;
  const errorOf = (field: FailureWords['field']) => (failure?.field === field ? failure?.message : undefined);
  return (
    <form
      action={submit}
      noValidate
      className="checkout wrap grid items-start gap-6 py-5 wide:grid-cols-[1fr_372px] wide:gap-10 wide:py-10"
    >
      {Object.entries(props.hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <EnterPays pending={pending} />
      <Panel as="section" labelledBy="bought" className="">
        {props.bought}
        <Perforation />
        <TotalLine versions={versions} of="quantity" />
      </Panel>
      <div className="space-y-6">
        {failure ? <CheckoutProblem attempt={state.attempt} failure={failure} {...props} /> : null}
        <QuantityField
          key={state.attempt}
          id="quantity"
          label={words.quantity}
          hint={words.quantityHint}
          error={errorOf('quantity')}
          choices={choices}
          quantity={chosen.quantity}
          onChoose={setQuantity}
        />
        <EmailField
          id="email"
          name="email"
          label={words.email}
          hint={words.emailHint}
          error={errorOf('email')}
          sent={state.email}
          question={words.question}
        />
        <PromotionField
          promotion={props.promotion}
          words={words.promotion}
          attempt={state.attempt}
          sent={state.promotionCode ?? ''}
          error={errorOf('promotionCode')}
          said={state.said}
        />
        <PayBox versions={versions} pending={pending} words={words} withdrawal={props.withdrawal} />
      </div>
    </form>
  );
}

/** A form that is sent with the enter key is sent by its first button: that is not the one beside the code. */
function EnterPays({ pending }: { pending: boolean }) {
  return (
    <button
      type="submit"
      hidden
      tabIndex={-1}
      aria-hidden="true"
      onClick={(event) => {
        if (pending) event.preventDefault();
      }}
    />
  );
}

type CheckoutProblemProps = Pick<CheckoutFormProps, 'words' | 'otherPlanHref'> & {
  attempt: number;
  failure: FailureWords;
};

function CheckoutProblem({ attempt, failure, words, otherPlanHref }: CheckoutProblemProps) {
  return (
    <FormProblem
      attempt={attempt}
      title={words.problem}
      documentTitle={words.errorTitle}
      problems={[{ message: failure.message, fieldId: failure.field }]}
    >
      {failure.act ? (
        <a href={otherPlanHref} className={buttonClass({ variant: 'quiet', size: 'small' })}>
          {words.otherPlan}
        </a>
      ) : null}
    </FormProblem>
  );
}
