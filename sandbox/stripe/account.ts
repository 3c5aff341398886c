import type { ApiCall, StripeEvent } from './objects/event.ts';
import { makeId } from './objects/make-id.ts';
import type { Session } from './objects/session.ts';
import { toSessionWire } from './objects/session.ts';
import { createStore } from './objects/store.ts';
import type { Wire } from './protocol/wire.ts';
import type { StripeSettings } from './settings.ts';

type AccountOptions = {
  settings: StripeSettings;
  now: () => Date;
  record: (kind: string, fields: Record<string, unknown>) => void;
  announce: (event: StripeEvent) => void;
};

/** The merchant's account at Stripe: its objects, its clock, and the events that tell of changes. */
export function createAccount({ settings, now, record, announce }: AccountOptions) {
  const store = createStore();
  let cause: ApiCall | null = null;
  const intentOf = (session: Session) =>
    session.intentId === null ? undefined : store.intents.get(session.intentId);
  const seconds = () => Math.floor(now().getTime() / 1_000);

  return {
    store,
    settings,
    record,
    now,
    seconds,
    emit(type: string, object: Wire) {
      const event: StripeEvent = {
        id: makeId('evt'),
        created: seconds(),
        type,
        snapshot: structuredClone(object),
        pendingWebhooks: 1,
        cause,
      };
      store.events.set(event.id, event);
      announce(event);
    },
    /** Runs one API call to its end, so that the events it causes carry its request id and key. */
    during<Answer>(call: ApiCall, act: () => Answer): Answer {
      cause = call;
      try {
        return act();
      } finally {
        cause = null;
      }
    },
    intentOf,
    sessionWire: (session: Session): Wire =>
      toSessionWire(session, { captured: intentOf(session)?.status === 'succeeded' }),
    clear() {
      for (const kept of Object.values(store)) kept.clear();
    },
  };
}

export type StripeAccount = ReturnType<typeof createAccount>;
