'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import { Icon } from '@/components/ui/icon';

/** `fieldId`: the field that mends it; without one the message stands alone. */
export type Problem = { message: string; fieldId?: string | undefined };

export type FormProblemProps = {
  /** Counts the tries: the same mistake twice is announced twice. */
  attempt: number;
  title: string;
  /** Put before the page's title while the problem stands. */
  documentTitle: string;
  problems: readonly Problem[];
  children?: ReactNode;
};

/** What is wrong with a sent form, above it, in the words that stand beside the field; the focus comes here. */
export function FormProblem({ attempt, title, documentTitle, problems, children }: FormProblemProps) {
  const box = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every attempt moves the focus again
  useEffect(() => {
    const before = document.title;
    document.title = documentTitle;
    box.current?.focus();
    return () => {
      document.title = before;
    };
  }, [attempt, documentTitle]);

  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="panel border-2 border-danger p-4 focus-visible:outline-offset-4"
    >
      <h2 className="flex items-center gap-2 type-h3">
        <Icon name="danger" className="size-5 text-danger" />
        {title}
      </h2>
      <ul className="mt-2 space-y-1 text-small">
        {problems.map(({ message, fieldId }) => (
          <li key={message}>
            {fieldId ? (
              <a href={`#${fieldId}`} className="link text-danger">
                {message}
              </a>
            ) : (
              message
            )}
          </li>
        ))}
      </ul>
      {children ? <div className="mt-3">{children}</div> : null}
    </div>
  );
}
