import type { ReactNode } from 'react';
import { Icon } from '@/components/ui/icon';

export type StepState = 'done' | 'now' | 'next' | 'failed';
export type Step = { key: string; state: StepState; title: ReactNode; detail?: ReactNode; time?: ReactNode };

const DOTS: Record<StepState, string> = {
  done: 'bg-primary text-on-primary',
  now: 'bg-sun text-on-sun ring-2 ring-ink ring-inset',
  next: 'text-muted ring-2 ring-border-strong ring-inset',
  failed: 'bg-danger-soft text-danger',
};

/** What has happened, happens and comes, in order. `stateWords` say aloud what the dots show. */
export function Steps({
  steps,
  stateWords,
}: {
  steps: readonly Step[];
  stateWords: Record<StepState, string>;
}) {
  return (
    <ol>
      {steps.map((step, index) => (
        <li
          key={step.key}
          aria-current={step.state === 'now' ? 'step' : undefined}
          className="relative flex gap-3 pb-6 last:pb-0"
        >
          {index < steps.length - 1 ? (
            <span
              aria-hidden="true"
              className={`absolute start-[13px] top-8 bottom-1 w-0.5 ${step.state === 'done' ? 'bg-primary' : 'bg-track'}`}
            />
          ) : null}
          <span
            className={`grid size-7 flex-none place-items-center rounded-[50%] font-semibold text-label tabular ${DOTS[step.state]}`}
          >
            <StepMark state={step.state} number={index + 1} />
          </span>
          <div className="min-w-0 flex-1">
            <p className="flex items-baseline justify-between gap-3">
              <span className="font-semibold">
                {step.title}
                <span className="sr-only">: {stateWords[step.state]}</span>
              </span>
              {step.time ? <span className="text-muted text-small tabular">{step.time}</span> : null}
            </p>
            {step.detail ? <p className="text-muted text-small">{step.detail}</p> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}

function StepMark({ state, number }: { state: StepState; number: number }) {
  if (state === 'done') return <Icon name="check" className="size-4" />;
  if (state === 'failed') return <Icon name="close" className="size-4" />;
  return <span aria-hidden="true">{number}</span>;
}
