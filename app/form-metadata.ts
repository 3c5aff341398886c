import type { Metadata } from 'next';

/**
 * For private pages with a form. They are sent with `no-referrer`, under which a browser names the origin of a plain
 * form's POST "null", and such a form is refused; this lets it name the origin, and nothing more of the address.
 */
export function formMetadata(title: string): Metadata {
  return { title, robots: { index: false, follow: false }, referrer: 'strict-origin' };
}
