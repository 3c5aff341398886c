import type { StripeAccount } from '../account.ts';
import { toChargeWire } from '../objects/charge.ts';
import { toIntentWire } from '../objects/intent.ts';
import { toLineItemWire } from '../objects/line-item.ts';
import { toRefundWire } from '../objects/refund.ts';
import type { Json, Wire } from '../protocol/wire.ts';

function toLineItemsWire(account: StripeAccount, sessionId: string): Wire | undefined {
  const session = account.store.sessions.get(sessionId);
  if (!session) return undefined;
  return {
    object: 'list',
    url: `/v1/checkout/sessions/${sessionId}/line_items`,
    has_more: false,
    data: session.items.map((item) => toLineItemWire(item, session)),
  };
}

function toRefundsWire(account: StripeAccount, chargeId: string): Wire {
  const refunds = [...account.store.refunds.values()].filter((refund) => refund.chargeId === chargeId);
  return {
    object: 'list',
    url: `/v1/charges/${chargeId}/refunds`,
    has_more: false,
    data: refunds.toReversed().map(toRefundWire),
  };
}

function findById(account: StripeAccount, id: string): Wire | undefined {
  const { intents, charges } = account.store;
  const intent = intents.get(id);
  if (intent) return toIntentWire(intent);
  const charge = charges.get(id);
  return charge && toChargeWire(charge);
}

const links: readonly string[] = ['payment_intent', 'latest_charge', 'charge'];

/** Knows which fields can be expanded: links to other objects, and the lists that are left out by default. */
export function createExpandField(account: StripeAccount) {
  return (owner: Wire, field: string): Json | undefined => {
    const { id, object } = owner;
    if (typeof id !== 'string') return undefined;
    if (object === 'checkout.session' && field === 'line_items') return toLineItemsWire(account, id);
    if (object === 'charge' && field === 'refunds') return toRefundsWire(account, id);
    const link = owner[field];
    if (!links.includes(field) || link === undefined) return undefined;
    return typeof link === 'string' ? findById(account, link) : link;
  };
}
