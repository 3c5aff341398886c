import 'server-only';
import { cookies } from 'next/headers';
import { readEnv } from '#lib/config/env';

const COOKIE = 'promotion';
const ONE_DAY = 24 * 3_600;

/** The code that this browser applied. Whether it still counts is asked of the shop each time. */
export async function readAppliedCode(): Promise<string | undefined> {
  return (await cookies()).get(COOKIE)?.value.slice(0, 60);
}

export async function keepAppliedCode(code: string): Promise<void> {
  (await cookies()).set(COOKIE, code, {
    httpOnly: true,
    sameSite: 'lax',
    secure: readEnv().APP_URL.startsWith('https://'),
    path: '/',
    maxAge: ONE_DAY,
  });
}

export async function forgetAppliedCode(): Promise<void> {
  (await cookies()).delete(COOKIE);
}
