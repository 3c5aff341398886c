import { Hono } from 'hono';
import type { StandInEnv } from '../../kernel/stand-in.ts';
import type { StripeAccount } from '../account.ts';
import { attemptPayment } from '../acts/attempt-payment.ts';
import { payByBank } from '../acts/pay-by-bank.ts';
import type { PageContext } from './answer.ts';
import { badForm, notFound, readForm, returnUrl, show, showComplete, showExpired } from './answer.ts';
import { checkForm, payFields, startingFields } from './card-form.ts';
import { closedView } from './further-views.ts';
import type { PayViewProps } from './pay-view.ts';
import { payView } from './pay-view.ts';
import { routeChallenge } from './route-challenge.ts';
import { icon } from './style.ts';

type Shown = Omit<PayViewProps, 'refusal' | 'bankOffered'>;

function showOpen(context: PageContext, account: StripeAccount, shown: Shown, status: 200 | 422) {
  // What is wrong now matters more than why the attempt before failed.
  const refusal = status === 422 ? undefined : account.intentOf(shown.session)?.failure?.message;
  return show(context, payView({ ...shown, refusal, bankOffered: account.settings.bankOffered }), status);
}

function getPage(context: PageContext, account: StripeAccount) {
  const session = account.store.sessions.get(context.req.param('id') ?? '');
  if (!session) return notFound(context);
  if (session.status === 'expired') return showExpired(context, session);
  if (session.status === 'complete') return showComplete(context, session);
  const email = session.request.customer_email ?? session.email ?? '';
  const fields = startingFields(email, context.req.query('card'));
  return showOpen(context, account, { session, fields, errors: {} }, 200);
}

async function postPage(context: PageContext, account: StripeAccount) {
  const form = payFields.safeParse(await readForm(context));
  const session = account.store.sessions.get(context.req.param('id') ?? '');
  if (!session) return notFound(context);
  if (!form.success) return badForm(context);
  if (session.status === 'expired') return showExpired(context, session);
  if (session.status === 'complete') return context.redirect(returnUrl(session), 303);
  const fields = { ...form.data, email: session.request.customer_email ?? form.data.email };
  const checked = checkForm(fields, account.now());
  if (!checked.ok) return showOpen(context, account, { session, fields, errors: checked.errors }, 422);
  const result = attemptPayment(account, session, checked);
  if (result === 'paid') return context.redirect(returnUrl(session), 303);
  return context.redirect(`/pay/${session.id}${result === 'challenge' ? '/authenticate' : ''}`, 303);
}

/** Its form has no fields: the e-mail address is the one that the shop gave. */
async function postBank(context: PageContext, account: StripeAccount) {
  const session = account.store.sessions.get(context.req.param('id') ?? '');
  if (!session || !account.settings.bankOffered) return notFound(context);
  if (session.status === 'expired') return showExpired(context, session);
  if (session.status === 'open') payByBank(account, session, session.request.customer_email ?? '');
  return context.redirect(returnUrl(session), 303);
}

/** The hosted pay page: `/pay/{session}` and, for cards that ask for it, `/pay/{session}/authenticate`. */
export function routePayPage(account: StripeAccount) {
  const app = new Hono<StandInEnv>();
  app.get('/favicon.svg', (context) => context.body(icon, 200, { 'content-type': 'image/svg+xml' }));
  app.get('/favicon.ico', (context) => context.body(icon, 200, { 'content-type': 'image/svg+xml' }));
  app.get('/pay/:id', (context) => getPage(context, account));
  app.post('/pay/:id', (context) => postPage(context, account));
  app.post('/pay/:id/bank', (context) => postBank(context, account));
  routeChallenge(app, account);
  app.all('/pay/*', (context) => {
    context.header('allow', 'GET, POST');
    const page = closedView({
      title: 'Not allowed',
      text: 'Payment pages are read and submitted, nothing else.',
    });
    return show(context, page, 405);
  });
  return app;
}
