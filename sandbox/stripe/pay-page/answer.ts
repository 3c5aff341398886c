import type { Context } from 'hono';
import type { StandInEnv } from '../../kernel/stand-in.ts';
import type { Session } from '../objects/session.ts';
import { closedView } from './further-views.ts';
import type { Html } from './layout.ts';

export type PageContext = Context<StandInEnv>;

// No `form-action`: browsers apply it to the redirect back to the shop as well.
const pageHeaders = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

/** Answers with a page. */
export async function show(
  context: PageContext,
  page: Html,
  status: 200 | 400 | 404 | 405 | 410 | 422 = 200,
) {
  return context.html(await page, status, pageHeaders);
}

/** Where the buyer goes after paying. */
export const returnUrl = (session: Session) =>
  session.request.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id);

export const notFound = (context: PageContext) =>
  show(context, closedView({ title: 'Page not found', text: 'There is no such payment page.' }), 404);

export const badForm = (context: PageContext) =>
  show(context, closedView({ title: 'Bad request', text: 'This form has unknown or missing fields.' }), 400);

export function showExpired(context: PageContext, session: Session) {
  const back = session.request.cancel_url;
  const link = back === undefined ? undefined : { href: back, label: 'Back to the shop' };
  const text = 'It was not paid in time, and nothing was charged. Start again from the shop.';
  return show(context, closedView({ title: 'This payment page has expired', text, link }), 410);
}

export function showComplete(context: PageContext, session: Session) {
  const link = { href: returnUrl(session), label: 'Continue to your order' };
  const text = 'Your payment went through once. Nothing more is needed here.';
  return show(context, closedView({ title: 'Already paid', text, link }));
}

/** The fields of a posted form; anything but a form is `undefined`. */
export const readForm = async (context: PageContext): Promise<Record<string, string> | undefined> => {
  if (!context.req.header('content-type')?.startsWith('application/x-www-form-urlencoded')) return undefined;
  return Object.fromEntries(new URLSearchParams(await context.req.text()));
};
