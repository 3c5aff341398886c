import { z } from 'zod';
import type { StripeAccount } from '../account.ts';
import { cancelIntent } from '../acts/cancel-intent.ts';
import { captureIntent } from '../acts/capture-intent.ts';
import { toIntentWire } from '../objects/intent.ts';
import type { Api } from '../protocol/api.ts';
import { expandWire } from '../protocol/expand.ts';
import { created, expand, flag, integer, metadata, paging, text } from '../protocol/field.ts';
import { toPage } from '../protocol/page.ts';
import { readParameters } from '../protocol/parameters.ts';
import { missingResource, parameterRefusal } from '../protocol/refusal.ts';
import { createExpandField } from './expand-field.ts';

const retrieving = z.strictObject({ ...expand, client_secret: text().optional() });
const listing = z.strictObject({ ...paging, ...expand, ...created });

const capturing = z.strictObject({
  ...expand,
  amount_to_capture: integer({ min: 1, max: 99_999_999 }).optional(),
  final_capture: flag().optional(),
  metadata: metadata().optional(),
  statement_descriptor_suffix: text(22).optional(),
});

const cancelling = z.strictObject({
  ...expand,
  cancellation_reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned']).optional(),
});

export function routeIntents(api: Api, account: StripeAccount) {
  const expandField = createExpandField(account);
  const { intents } = account.store;

  function requireIntent(id: string) {
    const intent = intents.get(id);
    if (!intent) throw missingResource('payment_intent', id, 'intent');
    return intent;
  }

  api.get('/payment_intents', ({ parameters }) => {
    const request = readParameters(listing, parameters);
    const page = toPage(request, {
      what: 'payment_intent',
      url: '/v1/payment_intents',
      items: intents.values(),
      toWire: toIntentWire,
    });
    return expandWire(page, request.expand ?? [], expandField);
  });

  api.get('/payment_intents/:id', ({ id, parameters }) => {
    const request = readParameters(retrieving, parameters);
    return expandWire(toIntentWire(requireIntent(id)), request.expand ?? [], expandField);
  });

  api.post('/payment_intents/:id/capture', ({ id, parameters }) => {
    const request = readParameters(capturing, parameters);
    const intent = requireIntent(id);
    if (request.final_capture === false)
      throw parameterRefusal('This card does not support being captured more than once.', {
        param: 'final_capture',
      });
    captureIntent(account, intent, request.amount_to_capture);
    Object.assign(intent.metadata, request.metadata);
    return expandWire(toIntentWire(intent), request.expand ?? [], expandField);
  });

  api.post('/payment_intents/:id/cancel', ({ id, parameters }) => {
    const request = readParameters(cancelling, parameters);
    const intent = requireIntent(id);
    cancelIntent(account, intent, request.cancellation_reason ?? null);
    return expandWire(toIntentWire(intent), request.expand ?? [], expandField);
  });
}
