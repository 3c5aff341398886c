'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';

type CopyRowProps = {
  label: string;
  value: string;
  /** `failed` tells to select the text by hand: browsers may refuse the clipboard. */
  words: { copy: string; copied: string; failed: string };
};

/** A code with its name and a button that copies it; always written left to right. */
export function CopyRow({ label, value, words }: CopyRowProps) {
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();

  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
  }

  return (
    <div className="flex items-center gap-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="text-label text-muted">{label}</p>
        <p dir="ltr" translate="no" className="select-all break-all text-row tabular">
          {value}
        </p>
        <p role="status" className={outcome === 'failed' ? 'text-small text-warn' : 'sr-only'}>
          {outcome ? words[outcome] : ''}
        </p>
      </div>
      <Button variant="quiet" size="small" onClick={copy} aria-label={`${words.copy}: ${label}`}>
        <Icon name={outcome === 'copied' ? 'check' : 'copy'} />
        {outcome === 'copied' ? words.copied : words.copy}
      </Button>
    </div>
  );
}
