import { z } from 'zod';
import type { StripeAccount } from '../account.ts';
import { toChargeWire } from '../objects/charge.ts';
import { toDisputeWire } from '../objects/dispute.ts';
import type { Api } from '../protocol/api.ts';
import { expandWire } from '../protocol/expand.ts';
import { created, expand, paging, text } from '../protocol/field.ts';
import { toPage } from '../protocol/page.ts';
import { readParameters } from '../protocol/parameters.ts';
import { missingResource } from '../protocol/refusal.ts';
import { createExpandField } from './expand-field.ts';

const retrieving = z.strictObject(expand);

const listing = z.strictObject({
  ...paging,
  ...expand,
  ...created,
  charge: text().optional(),
  payment_intent: text().optional(),
});

const chargeListing = listing.omit({ charge: true });

export function routeCharges(api: Api, account: StripeAccount) {
  const expandField = createExpandField(account);
  const { charges, disputes } = account.store;

  api.get('/charges', ({ parameters }) => {
    const request = readParameters(chargeListing, parameters);
    const page = toPage(request, {
      what: 'charge',
      url: '/v1/charges',
      items: charges.values(),
      keep: (charge) => request.payment_intent === undefined || charge.intentId === request.payment_intent,
      toWire: toChargeWire,
    });
    return expandWire(page, request.expand ?? [], expandField);
  });

  api.get('/charges/:id', ({ id, parameters }) => {
    const request = readParameters(retrieving, parameters);
    const charge = charges.get(id);
    if (!charge) throw missingResource('charge', id, 'charge');
    return expandWire(toChargeWire(charge), request.expand ?? [], expandField);
  });

  api.get('/disputes', ({ parameters }) => {
    const request = readParameters(listing, parameters);
    const page = toPage(request, {
      what: 'dispute',
      url: '/v1/disputes',
      items: disputes.values(),
      keep: (dispute) =>
        (request.charge === undefined || dispute.chargeId === request.charge) &&
        (request.payment_intent === undefined || dispute.intentId === request.payment_intent),
      toWire: toDisputeWire,
    });
    return expandWire(page, request.expand ?? [], expandField);
  });

  api.get('/disputes/:id', ({ id, parameters }) => {
    const request = readParameters(retrieving, parameters);
    const dispute = disputes.get(id);
    if (!dispute) throw missingResource('dispute', id, 'dispute');
    return expandWire(toDisputeWire(dispute), request.expand ?? [], expandField);
  });
}
