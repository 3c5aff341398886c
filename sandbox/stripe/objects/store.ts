import type { Charge } from './charge.ts';
import type { Dispute } from './dispute.ts';
import type { StripeEvent } from './event.ts';
import type { Intent } from './intent.ts';
import type { Refund } from './refund.ts';
import type { Session } from './session.ts';

/** Everything the account holds, by id, in the order it was made. */
export function createStore() {
  return {
    sessions: new Map<string, Session>(),
    intents: new Map<string, Intent>(),
    charges: new Map<string, Charge>(),
    refunds: new Map<string, Refund>(),
    disputes: new Map<string, Dispute>(),
    events: new Map<string, StripeEvent>(),
  };
}

/** Follows an id that our own objects hold; its absence is a bug of the stand-in. */
export function requireKept<Kept>(kept: Map<string, Kept>, id: string | null): Kept {
  const found = id === null ? undefined : kept.get(id);
  if (found === undefined) throw new Error(`${id} is not in the store`);
  return found;
}
