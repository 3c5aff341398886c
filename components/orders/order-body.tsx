import type { ReactNode } from 'react';

/** The paper under an order's sign: one column, on wide screens a second one for what is beside the point. */
export function OrderBody({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  if (!aside)
    return (
      <div className="wrap py-5 wide:py-9">
        <div className="max-w-2xl space-y-5">{children}</div>
      </div>
    );
  return (
    <div className="wrap grid items-start gap-5 py-5 wide:grid-cols-[1fr_372px] wide:gap-8 wide:py-9">
      <div className="min-w-0 space-y-5">{children}</div>
      <aside className="min-w-0 space-y-5">{aside}</aside>
    </div>
  );
}
