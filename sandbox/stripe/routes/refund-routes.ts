import { z } from 'zod';
import type { StripeAccount } from '../account.ts';
import { refundCharge } from '../acts/refund-charge.ts';
import { toRefundWire } from '../objects/refund.ts';
import type { Api } from '../protocol/api.ts';
import { expandWire } from '../protocol/expand.ts';
import { created, expand, integer, metadata, paging, text } from '../protocol/field.ts';
import { toPage } from '../protocol/page.ts';
import { readParameters } from '../protocol/parameters.ts';
import { missingResource, parameterRefusal, stateRefusal } from '../protocol/refusal.ts';
import { createExpandField } from './expand-field.ts';

const creating = z.strictObject({
  ...expand,
  amount: integer({ min: 1, max: 99_999_999 }).optional(),
  charge: text().optional(),
  metadata: metadata().optional(),
  payment_intent: text().optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
});

const listing = z.strictObject({
  ...paging,
  ...expand,
  ...created,
  charge: text().optional(),
  payment_intent: text().optional(),
});

const retrieving = z.strictObject(expand);

type Target = { charge?: string | undefined; payment_intent?: string | undefined };

export function routeRefunds(api: Api, account: StripeAccount) {
  const expandField = createExpandField(account);
  const { refunds, charges, intents } = account.store;

  function requireCharge(id: string) {
    const charge = charges.get(id);
    if (!charge) throw missingResource('charge', id, 'charge');
    return charge;
  }

  function findTarget(target: Target) {
    if (target.charge !== undefined && target.payment_intent !== undefined)
      throw parameterRefusal('You may only specify one of these parameters: charge, payment_intent.', {
        code: 'parameters_exclusive',
      });
    if (target.charge !== undefined) return requireCharge(target.charge);
    if (target.payment_intent === undefined)
      throw parameterRefusal(
        'One of the following params should be provided for this request: payment_intent or charge.',
        { code: 'parameter_missing' },
      );
    const intent = intents.get(target.payment_intent);
    if (!intent) throw missingResource('payment_intent', target.payment_intent, 'payment_intent');
    if (intent.chargeId === null)
      throw stateRefusal(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, {
        param: 'payment_intent',
      });
    return requireCharge(intent.chargeId);
  }

  api.post('/refunds', ({ parameters }) => {
    const request = readParameters(creating, parameters);
    const refund = refundCharge(account, findTarget(request), {
      amount: request.amount,
      reason: request.reason ?? null,
      metadata: request.metadata ?? {},
    });
    return expandWire(toRefundWire(refund), request.expand ?? [], expandField);
  });

  api.get('/refunds', ({ parameters }) => {
    const request = readParameters(listing, parameters);
    const page = toPage(request, {
      what: 'refund',
      url: '/v1/refunds',
      items: refunds.values(),
      keep: (refund) =>
        (request.charge === undefined || refund.chargeId === request.charge) &&
        (request.payment_intent === undefined || refund.intentId === request.payment_intent),
      toWire: toRefundWire,
    });
    return expandWire(page, request.expand ?? [], expandField);
  });

  api.get('/refunds/:id', ({ id, parameters }) => {
    const request = readParameters(retrieving, parameters);
    const refund = refunds.get(id);
    if (!refund) throw missingResource('refund', id, 'refund');
    return expandWire(toRefundWire(refund), request.expand ?? [], expandField);
  });
}
