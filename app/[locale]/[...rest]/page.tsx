import { notFound } from 'next/navigation';

export const ensureStatic = 'navigation';

/** Next wants one address rendered ahead; every other is answered the same. */
export function generateStaticParams() {
  return [{ rest: ['not-found'] }];
}

/** Any address under a locale that no page answers. */
export default function Unmatched() {
  notFound();
}
