import { Icon } from '@/components/ui/icon';

/** The promise in the words it has everywhere, and what it means for this sum. */
export function PromiseWords({ title, body }: { title: string; body: string }) {
  return (
    <>
      <h2 className="flex gap-3 type-h3">
        <Icon name="promise" className="mt-0.5 size-6" />
        <span className="text-balance">{title}</span>
      </h2>
      <p className="mt-2 text-muted text-small">{body}</p>
    </>
  );
}
