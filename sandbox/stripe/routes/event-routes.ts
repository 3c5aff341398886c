import { z } from 'zod';
import type { StripeAccount } from '../account.ts';
import type { StripeEvent } from '../objects/event.ts';
import { toEventWire } from '../objects/event.ts';
import type { Api } from '../protocol/api.ts';
import { created, expand, flag, list, paging, text } from '../protocol/field.ts';
import { toPage } from '../protocol/page.ts';
import { readParameters } from '../protocol/parameters.ts';
import { missingResource, parameterRefusal } from '../protocol/refusal.ts';

const listing = z.strictObject({
  ...paging,
  ...expand,
  ...created,
  delivery_success: flag().optional(),
  type: text().optional(),
  types: list(text(), 20).optional(),
});

const retrieving = z.strictObject(expand);

const keptForSeconds = 30 * 86_400;

/** `charge.*` stands for every event of charges. */
const isOfType = (event: StripeEvent, type: string) =>
  type.endsWith('*') ? event.type.startsWith(type.slice(0, -1)) : event.type === type;

export function routeEvents(api: Api, account: StripeAccount) {
  const { events } = account.store;
  const isKept = (event: StripeEvent) => event.created > account.seconds() - keptForSeconds;

  api.get('/events', ({ parameters }) => {
    const request = readParameters(listing, parameters);
    const { type, types, delivery_success: delivered } = request;
    if (type !== undefined && types !== undefined)
      throw parameterRefusal('You may only specify one of these parameters: type, types.', {
        code: 'parameters_exclusive',
      });
    const wanted = types ?? (type === undefined ? undefined : [type]);
    return toPage(request, {
      what: 'event',
      url: '/v1/events',
      items: events.values(),
      keep: (event) =>
        isKept(event) &&
        (wanted?.some((name) => isOfType(event, name)) ?? true) &&
        (delivered === undefined || (event.pendingWebhooks === 0) === delivered),
      toWire: toEventWire,
    });
  });

  api.get('/events/:id', ({ id, parameters }) => {
    readParameters(retrieving, parameters);
    const event = events.get(id);
    if (!event || !isKept(event)) throw missingResource('event', id, 'id');
    return toEventWire(event);
  });
}
