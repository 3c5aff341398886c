import type { ReactNode } from 'react';
import { useFormStatus } from 'react-dom';
import { PromiseWords } from '@/components/checkout/promise-words';
import { type SumVersion, SumVersions } from '@/components/checkout/sum-versions-client';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';

type PayBoxProps = {
  versions: readonly SumVersion[];
  pending: boolean;
  words: { paying: string; next: string };
  withdrawal: ReactNode;
};

/** The promise in the frame with the button that it is about, and how to step back from it. */
export function PayBox({ versions, pending, words, withdrawal }: PayBoxProps) {
  const { data } = useFormStatus();
  const paying = pending && !data?.has('intent');
  return (
    <div className="panel border-ink p-4 wide:p-6">
      {versions.map(({ key, words: { promiseTitle, promiseBody }, className }) => (
        <div key={key} className={className}>
          <PromiseWords title={promiseTitle} body={promiseBody} />
        </div>
      ))}
      <p className="mt-2 text-muted text-small">{withdrawal}</p>
      <Button
        type="submit"
        block
        busy={paying}
        className="mt-4 text-large"
        onClick={(event) => {
          if (pending) event.preventDefault();
        }}
      >
        {paying ? words.paying : <SumVersions versions={versions} render={({ pay }) => pay} />}
      </Button>
      <p className="mt-3 flex justify-center gap-1.5 text-label text-muted">
        <Icon name="card" className="size-4" />
        {words.next}
      </p>
    </div>
  );
}
