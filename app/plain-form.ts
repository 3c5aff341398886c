import 'server-only';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { z } from 'zod';

const COOKIE = 'form_answer';

/**
 * Hands an action's answer to a form that was sent without JavaScript. Next resumes a prepared page after such a POST
 * and loses what the action returned, so the answer travels in a short-lived cookie and the page is read anew.
 */
export async function answerForm<State>(state: State, returnTo: `/${string}`): Promise<State> {
  if ((await headers()).has('next-action')) return state;
  (await cookies()).set(COOKIE, JSON.stringify(state), {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    maxAge: 60,
  });
  const separator = returnTo.includes('?') ? '&' : '?';
  redirect(`${returnTo}${separator}answer=1`);
}

/** The answer for a page that was asked for with `?answer=1`; nothing when it is old or of another form. */
export async function readFormAnswer<State>(
  asked: string | string[] | undefined,
  schema: z.ZodType<State>,
): Promise<State | undefined> {
  const text = asked === undefined ? undefined : (await cookies()).get(COOKIE)?.value;
  if (text === undefined || !text.startsWith('{')) return undefined;
  const parsed = schema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : undefined;
}
