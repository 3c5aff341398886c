'use client';

import { buttonClass } from '@/components/ui/button-class';
import de from '@/messages/de/error.json';
import en from '@/messages/en/error.json';

const WORDS: Record<string, typeof en> = { en, de };

type ErrorPanelProps = { locale: string; error: unknown; retry: () => void };

/** What is said when a page breaks. Error pages run in the browser alone, so they carry their few words with them. */
export function ErrorPanel({ locale, error, retry }: ErrorPanelProps) {
  const words = WORDS[locale] ?? en;
  const digest =
    error instanceof Error && 'digest' in error && typeof error.digest === 'string'
      ? error.digest
      : undefined;
  return (
    <>
      <div className="board">
        <div className="wrap pt-4 pb-8">
          <h1 className="type-h1">{words.title}</h1>
        </div>
      </div>
      <div className="wrap grid justify-items-start gap-5 pt-8">
        <p role="alert">{words.text}</p>
        <div className="flex flex-wrap gap-3">
          <button type="button" className={buttonClass({})} onClick={retry}>
            {words.retry}
          </button>
          <a href={`/${locale}`} className={buttonClass({ variant: 'quiet' })}>
            {words.home}
          </a>
        </div>
        {digest ? (
          <p className="text-label text-muted">{words.reference.replace('{digest}', digest)}</p>
        ) : null}
      </div>
    </>
  );
}
