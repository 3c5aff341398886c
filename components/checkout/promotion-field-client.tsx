'use client';

import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Icon } from '@/components/ui/icon';

/** A code as the page was made with it. `line`: what it takes off, in words. `refused`: why it takes nothing off. */
export type ShownPromotion =
  | { kind: 'none' }
  | { kind: 'applied'; code: string; line: string }
  | { kind: 'refused'; code: string; message: string };

export type PromotionWords = Record<'question' | 'label' | 'apply' | 'remove', string>;

export type PromotionFieldProps = {
  promotion: ShownPromotion;
  words: PromotionWords;
  attempt: number;
  /** What was refused the last time, and why. */
  sent: string;
  error: string | undefined;
  /** What became of the last press, where that was about the code. */
  said: string | undefined;
};

/** Asks for a code behind a question, or says what the applied one takes off. Each button sends the whole form. */
export function PromotionField(props: PromotionFieldProps) {
  const { promotion } = props;
  if (promotion.kind === 'applied') return <Applied {...props} promotion={promotion} />;
  const refused = promotion.kind === 'refused' ? promotion : { code: props.sent, message: props.error };
  return <AskForCode key={refused.code} {...props} sent={refused.code} error={refused.message} />;
}

function AskForCode({ words, sent, error, attempt, said }: PromotionFieldProps) {
  const [typed, setTyped] = useState(sent);
  const question = useFocusOn<HTMLElement>(attempt, said);
  return (
    <details open={error !== undefined} className="group">
      <summary
        ref={question}
        className="inline-flex min-h-11 items-center gap-2 font-semibold text-small marker:content-none"
      >
        <Icon name="chevron-forward" className="size-4 transition-transform group-open:rotate-90" />
        {words.question}
      </summary>
      {said ? <p className="sr-only">{said}</p> : null}
      <div className="mt-2 flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <Field
            id="promotionCode"
            name="promotionCode"
            label={words.label}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={60}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            error={error}
          />
        </div>
        <Button type="submit" name="intent" value="apply" variant="quiet" className="mt-6.5">
          {words.apply}
        </Button>
      </div>
      {error === undefined ? null : <input type="hidden" name="refusedCode" value={sent} />}
    </details>
  );
}

type AppliedProps = PromotionFieldProps & { promotion: ShownPromotion & { kind: 'applied' } };

function Applied({ promotion, words, attempt, said }: AppliedProps) {
  const box = useFocusOn<HTMLDivElement>(attempt, said);
  return (
    <div
      ref={box}
      tabIndex={-1}
      className="flex items-center gap-3 rounded-control bg-ok-soft p-4 text-ink text-small"
    >
      <Icon name="allowed" className="size-4 text-ok" />
      <p className="min-w-0 flex-1">
        <span className="break-words">{promotion.line}</span>
        {said ? <span className="mt-1 block font-semibold">{said}</span> : null}
      </p>
      <button
        type="submit"
        name="intent"
        value="remove"
        className="min-h-11 font-semibold underline underline-offset-4"
      >
        {words.remove}
      </button>
      <input type="hidden" name="appliedCode" value={promotion.code} />
    </div>
  );
}

/** The button that was pressed is gone with what it changed: the focus goes to what stands there now, and reads it. */
function useFocusOn<Target extends HTMLElement>(attempt: number, said: string | undefined) {
  const target = useRef<Target>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every attempt moves the focus again
  useEffect(() => {
    if (said !== undefined) target.current?.focus();
  }, [attempt, said]);
  return target;
}
