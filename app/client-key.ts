import 'server-only';
import { headers } from 'next/headers';

/** Whom a limit counts: the address that the nearest proxy, or our own server, saw. Never stored as it is. */
export async function readClientKey(): Promise<string> {
  const forwarded = (await headers()).get('x-forwarded-for') ?? '';
  return forwarded.split(',').at(-1)?.trim() || 'unknown';
}
