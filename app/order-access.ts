import 'server-only';
import { cookies } from 'next/headers';
import { readSessionEmail } from '#lib/account/session';
import { readEnv } from '#lib/config/env';

/** What a visitor has to open an order with: the keys of this browser, and the address they signed in with. */
export type OrderAccess = { tokens: string[]; email?: string };

const PREFIX = 'order_';
const THIRTY_DAYS = 30 * 24 * 3_600;

export async function readOrderAccess(orderId: string): Promise<OrderAccess> {
  const token = (await cookies()).get(PREFIX + orderId)?.value;
  return withSession(token ? [token] : []);
}

/** Every key of this browser: an eSIM's address does not say to which order it belongs. */
export async function readAllOrderAccess(): Promise<OrderAccess> {
  const all = (await cookies()).getAll();
  return withSession(all.filter(({ name }) => name.startsWith(PREFIX)).map(({ value }) => value));
}

/** Lets this browser open the order for 30 days. Only in an action or a route: pages cannot set cookies. */
export async function keepOrderToken(orderId: string, token: string): Promise<void> {
  (await cookies()).set(PREFIX + orderId, token, {
    httpOnly: true,
    sameSite: 'lax',
    secure: readEnv().APP_URL.startsWith('https://'),
    path: '/',
    maxAge: THIRTY_DAYS,
  });
}

async function withSession(tokens: string[]): Promise<OrderAccess> {
  const email = await readSessionEmail();
  return { tokens, ...(email && { email }) };
}
