import type { ReactNode } from 'react';

const COLUMNS = 'wrap grid items-start gap-5 py-5 wide:grid-cols-[1fr_372px] wide:gap-8 wide:py-9';

type SeveralBodyProps = { top: ReactNode; aside: ReactNode; children: ReactNode };

/**
 * The same for an order of several eSIMs: below what is said of all of them, each child may take both columns. Read
 * aloud and on a phone, what is beside the point comes last.
 */
export function SeveralBody({ top, aside, children }: SeveralBodyProps) {
  return (
    <div className={COLUMNS}>
      <div className="min-w-0 space-y-5 wide:col-start-1 wide:row-start-1">{top}</div>
      {children}
      <aside className="min-w-0 space-y-5 wide:col-start-2 wide:row-start-1">{aside}</aside>
    </div>
  );
}

/** The paper under an order's sign: one column, on wide screens a second one for what is beside the point. */
export function OrderBody({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  if (!aside)
    return (
      <div className="wrap py-5 wide:py-9">
        <div className="max-w-2xl space-y-5">{children}</div>
      </div>
    );
  return (
    <div className={COLUMNS}>
      <div className="min-w-0 space-y-5">{children}</div>
      <aside className="min-w-0 space-y-5">{aside}</aside>
    </div>
  );
}
