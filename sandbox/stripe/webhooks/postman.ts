import { setTimeout as pause } from 'node:timers/promises';
import { createRandom } from '../../catalogue/random.ts';
import type { StripeEvent } from '../objects/event.ts';
import { toEventWire } from '../objects/event.ts';
import type { StripeSettings } from '../settings.ts';
import { sign } from './sign.ts';

/** What a merchant's endpoint subscribes to; other events are only listed. */
const subscribed = new Set([
  'charge.dispute.closed',
  'charge.dispute.created',
  'charge.refunded',
  'checkout.session.async_payment_failed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.completed',
  'checkout.session.expired',
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'payment_intent.payment_failed',
  'payment_intent.succeeded',
  'refund.failed',
  'refund.updated',
]);

const answerLimitMs = 10_000;

type PostmanOptions = {
  settings: StripeSettings;
  secret: string;
  record: (kind: string, fields: Record<string, unknown>) => void;
};

type Answer = { status: number } | { error: string };

/** What becomes of an event on its way, by the setting `webhookMix`. */
type Luck = { isLost: boolean; copies: number; heldMs: number };

async function post(url: string, body: string, secret: string): Promise<Answer> {
  // The real time, whatever the stand-in's clock says: the receiver judges its age by its own clock.
  const signature = sign(body, secret, Math.floor(Date.now() / 1_000));
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(answerLimitMs),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': signature,
      },
      body,
    });
    await response.body?.cancel();
    return { status: response.status };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** Carries events to the merchant: at least once, with retries, and as late, doubled or shuffled as the settings say. */
export function createPostman({ settings, secret, record }: PostmanOptions) {
  let held: StripeEvent[] = [];
  let round = 0;
  let serial = 0;

  const isReceiving = (started: number) =>
    started === round && settings.webhookEnabled && settings.webhookUrl !== '';

  function note(event: StripeEvent, attempt: number, answer: Answer): 'accepted' | 'refused' {
    record('webhook', { event: event.id, type: event.type, attempt, ...answer });
    if (!('status' in answer) || answer.status < 200 || answer.status >= 300) return 'refused';
    event.pendingWebhooks = 0;
    return 'accepted';
  }

  async function deliver(event: StripeEvent, luck: Luck) {
    const started = round;
    const pauses = [settings.webhookDelayMs + luck.heldMs, ...settings.webhookRetryMs];
    for (const [index, ms] of pauses.entries()) {
      if (ms > 0) await pause(ms, undefined, { ref: false });
      if (!isReceiving(started)) return;
      const answer = await post(settings.webhookUrl, JSON.stringify(toEventWire(event)), secret);
      // A reset in the meantime has emptied the record: this event belongs to the time before.
      if (started !== round || note(event, index + 1, answer) === 'accepted') return;
    }
  }

  /** The n-th event meets the same luck under the same seed. */
  function drawLuck(): Luck {
    const { double, hold, heldMs, lose, seed } = settings.webhookMix;
    serial += 1;
    const dice = createRandom(`webhook ${seed} ${serial}`);
    const isLost = dice.next() < lose;
    const copies = dice.next() < double ? 2 : 1;
    return { isLost, copies, heldMs: dice.next() < hold ? heldMs : 0 };
  }

  async function deliverCopies(event: StripeEvent) {
    const luck = drawLuck();
    if (luck.isLost) return;
    const copies = luck.copies + settings.webhookDuplicates;
    await Promise.all(Array.from({ length: copies }, () => deliver(event, luck)));
  }

  async function deliverReversed(events: readonly StripeEvent[]) {
    for (const event of events.toReversed()) await deliverCopies(event);
  }

  function release() {
    const events = held;
    held = [];
    void deliverReversed(events);
  }

  return {
    announce(event: StripeEvent) {
      if (!subscribed.has(event.type) || !settings.webhookEnabled || settings.webhookUrl === '') return;
      if (settings.dropWebhooks > 0) {
        settings.dropWebhooks -= 1;
        return;
      }
      if (settings.webhookReorder === 0) {
        void deliverCopies(event);
        return;
      }
      held.push(event);
      if (held.length >= settings.webhookReorder) release();
    },
    /** Lets held events go once holding was switched off. */
    tick() {
      if (settings.webhookReorder === 0 && held.length > 0) release();
    },
    /** Forgets what is under way; called when the stand-in starts anew. */
    reset() {
      serial = 0;
      round += 1;
      held = [];
    },
  };
}
