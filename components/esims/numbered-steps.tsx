import type { ReactNode } from 'react';

export type NumberedStep = { key: string; title: ReactNode; detail?: ReactNode };

/** What to do, in order; nothing of it is measured, so no step is ever ticked. */
export function NumberedSteps({ steps }: { steps: readonly NumberedStep[] }) {
  return (
    <ol>
      {steps.map(({ key, title, detail }, index) => (
        <li key={key} className="relative flex gap-3 pb-5 last:pb-0">
          {index < steps.length - 1 ? (
            <span aria-hidden="true" className="absolute start-[13px] top-8 bottom-1 w-0.5 bg-track" />
          ) : null}
          <span
            aria-hidden="true"
            className="grid size-7 flex-none place-items-center rounded-[50%] font-semibold text-label text-muted ring-2 ring-border-strong ring-inset tabular"
          >
            {index + 1}
          </span>
          <div className="min-w-0">
            <p className="font-semibold">{title}</p>
            {detail ? <p className="text-muted text-small">{detail}</p> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
