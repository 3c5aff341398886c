import { type SumVersion, SumVersions } from '@/components/checkout/sum-versions-client';
import type { SumWords } from '@/components/checkout/sum-words';
import { Price } from '@/components/ui/price';

/** The pass below its perforation: the whole price, and for several eSIMs how it comes about. */
export function TotalLine({ versions, of }: { versions: readonly SumVersion[]; of: string }) {
  return (
    <output htmlFor={of} className="block px-4 pt-3 pb-5 wide:px-6">
      <SumVersions versions={versions} render={(words) => <Total words={words} />} />
    </output>
  );
}

function Total({ words: { total, sum, price } }: { words: SumWords }) {
  return (
    <span className="flex items-center justify-between gap-4">
      <span className="text-muted text-small">
        {total}
        {sum ? <span className="block tabular">{sum}</span> : null}
      </span>
      <Price parts={price} size="pass" />
    </span>
  );
}
