'use client';

import { useActionState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

/** What the action hands back when nothing was begun; `lineId`: of which eSIM. */
export type RefundFormState = { attempt: number; lineId: string; problem?: string | undefined };

export type RefundAction = (state: RefundFormState, form: FormData) => Promise<RefundFormState>;

type RefundFormProps = {
  action: RefundAction;
  /** An answer to a try without JavaScript. */
  answered: RefundFormState | undefined;
  locale: string;
  orderId: string;
  lineId: string;
  /** Without an offer there is no button: an answer that took it away stays readable. */
  offer: { button: string; busy: string; amountMinor: number } | undefined;
};

/** One press begins the refund. Works as a plain form. */
export function RefundForm({ action, answered, locale, orderId, lineId, offer }: RefundFormProps) {
  const [state, submit, pending] = useActionState(action, answered ?? { attempt: 0, lineId });
  return (
    <form action={submit}>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="orderId" value={orderId} />
      <input type="hidden" name="lineId" value={lineId} />
      {offer ? <input type="hidden" name="agreedMinor" value={offer.amountMinor} /> : null}
      {offer ? (
        <Button
          type="submit"
          variant="quiet"
          busy={pending}
          className="mt-4 w-full text-balance tablet:w-auto"
          onClick={(event) => {
            if (pending) event.preventDefault();
          }}
        >
          {pending ? offer.busy : offer.button}
        </Button>
      ) : null}
      <div role="status">
        {state.problem && !pending ? (
          <div key={state.attempt} className="mt-4">
            <Notice tone="warn">{state.problem}</Notice>
          </div>
        ) : null}
      </div>
    </form>
  );
}
