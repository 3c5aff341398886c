import type { ReactNode } from 'react';

type SignProps = {
  /** Above the title: where one came from. */
  crumb?: ReactNode;
  title: ReactNode;
  titleRole?: 'type-h1' | 'type-place' | 'type-hero';
  flag?: ReactNode;
  /** Under a hairline: up to four facts. */
  facts?: readonly { label: ReactNode; value: ReactNode }[];
  children?: ReactNode;
};

/** The dark head of a page: says in very large type where one is. Joins the header without a gap. */
export function Sign({ crumb, title, titleRole = 'type-h1', flag, facts, children }: SignProps) {
  return (
    <div className="board">
      <div className={`wrap ${facts ? '' : 'pb-5 wide:pb-8'}`}>
        {crumb ? <div className="pb-1 text-small text-board-muted wide:pt-2">{crumb}</div> : null}
        <div className="flex items-center gap-4 py-2 wide:gap-6 wide:py-3">
          {flag}
          <h1 className={`min-w-0 text-balance hyphens-auto ${titleRole}`}>{title}</h1>
        </div>
        {children}
        {facts ? <SignFacts facts={facts} /> : null}
      </div>
    </div>
  );
}

function SignFacts({ facts }: { facts: NonNullable<SignProps['facts']> }) {
  return (
    <dl className="sign-facts">
      {facts.map(({ label, value }, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list that never moves
          key={index}
        >
          <dt className="text-board-muted text-label">{label}</dt>
          <dd className="font-semibold tabular wide:text-large">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
