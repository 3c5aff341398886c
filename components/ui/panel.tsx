import type { ReactNode } from 'react';

type PanelProps = {
  as?: 'div' | 'section' | 'article';
  labelledBy?: string;
  className?: string;
  children: ReactNode;
};

/** White paper with a hairline: what one gets. Set `className` to change the inner edge. */
export function Panel({ as: Tag = 'div', labelledBy, className = 'p-4 wide:p-6', children }: PanelProps) {
  return (
    <Tag aria-labelledby={labelledBy} className={`panel ${className}`}>
      {children}
    </Tag>
  );
}
