import { z } from 'zod';
import type { StripeAccount } from '../account.ts';
import { expireSession } from '../acts/expire-session.ts';
import { openSession } from '../acts/open-session.ts';
import { toLineItemWire } from '../objects/line-item.ts';
import { createSessionParameters } from '../objects/session-parameters.ts';
import type { Api } from '../protocol/api.ts';
import { expandWire } from '../protocol/expand.ts';
import { created, email, expand, paging, text } from '../protocol/field.ts';
import { toPage } from '../protocol/page.ts';
import { readParameters } from '../protocol/parameters.ts';
import { missingResource } from '../protocol/refusal.ts';
import { createExpandField } from './expand-field.ts';

const only = z.strictObject(expand);

const listing = z.strictObject({
  ...paging,
  ...expand,
  ...created,
  payment_intent: text().optional(),
  status: z.enum(['complete', 'expired', 'open']).optional(),
  customer_details: z.strictObject({ email: email() }).optional(),
});

const lines = z.strictObject({ ...paging, ...expand });

export function routeSessions(api: Api, account: StripeAccount) {
  const expandField = createExpandField(account);
  const { sessions } = account.store;

  function requireSession(id: string) {
    const session = sessions.get(id);
    if (!session) throw missingResource('checkout.session', id, 'session');
    return session;
  }

  api.post('/checkout/sessions', ({ parameters, publicUrl }) => {
    const request = readParameters(createSessionParameters, parameters);
    const session = openSession(account, request, publicUrl);
    return expandWire(account.sessionWire(session), request.expand ?? [], expandField);
  });

  api.get('/checkout/sessions', ({ parameters }) => {
    const request = readParameters(listing, parameters);
    const wantedEmail = request.customer_details?.email;
    const page = toPage(request, {
      what: 'checkout.session',
      url: '/v1/checkout/sessions',
      items: sessions.values(),
      keep: (session) =>
        (request.payment_intent === undefined || session.intentId === request.payment_intent) &&
        (request.status === undefined || session.status === request.status) &&
        (wantedEmail === undefined || (session.email ?? session.request.customer_email) === wantedEmail),
      toWire: account.sessionWire,
    });
    return expandWire(page, request.expand ?? [], expandField);
  });

  api.get('/checkout/sessions/:id', ({ id, parameters }) => {
    const request = readParameters(only, parameters);
    return expandWire(account.sessionWire(requireSession(id)), request.expand ?? [], expandField);
  });

  api.get('/checkout/sessions/:id/line_items', ({ id, parameters }) => {
    const request = readParameters(lines, parameters);
    const session = requireSession(id);
    return toPage(request, {
      what: 'item',
      url: `/v1/checkout/sessions/${id}/line_items`,
      items: session.items.toReversed().map((item) => ({ ...item, created: session.created })),
      toWire: (item) => toLineItemWire(item, session),
    });
  });

  api.post('/checkout/sessions/:id/expire', ({ id, parameters }) => {
    const request = readParameters(only, parameters);
    const session = requireSession(id);
    expireSession(account, session);
    return expandWire(account.sessionWire(session), request.expand ?? [], expandField);
  });
}
