import type { Hono } from 'hono';
import type { StandInEnv } from '../../kernel/stand-in.ts';
import type { StripeAccount } from '../account.ts';
import { answerChallenge } from '../acts/attempt-payment.ts';
import type { Session } from '../objects/session.ts';
import { badForm, notFound, readForm, returnUrl, show } from './answer.ts';
import { challengeView } from './further-views.ts';

/** The bank's page for cards that ask for 3-D Secure. */
export function routeChallenge(app: Hono<StandInEnv>, account: StripeAccount) {
  const { sessions } = account.store;
  const isChallenged = (session: Session) =>
    session.status === 'open' && account.intentOf(session)?.status === 'requires_action';

  app.get('/pay/:id/authenticate', async (context) => {
    const session = sessions.get(context.req.param('id'));
    if (!session) return notFound(context);
    if (isChallenged(session)) return show(context, challengeView(session));
    return context.redirect(`/pay/${session.id}`, 303);
  });

  app.post('/pay/:id/authenticate', async (context) => {
    const { answer, ...further } = (await readForm(context)) ?? {};
    const session = sessions.get(context.req.param('id'));
    if (!session) return notFound(context);
    if ((answer !== 'complete' && answer !== 'fail') || Object.keys(further).length > 0)
      return badForm(context);
    const result = isChallenged(session) ? answerChallenge(account, session, answer) : session.status;
    return context.redirect(result === 'complete' ? returnUrl(session) : `/pay/${session.id}`, 303);
  });
}
