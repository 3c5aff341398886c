import { StripeRefusal } from './refusal.ts';
import type { Wire } from './wire.ts';

/** How a request ended, ready to be sent, and to be sent again under the same idempotency key if `keep`. */
export type Outcome = { status: number; body: string; keep: boolean };

type Attempt<Value> = { ok: true; value: Value } | { ok: false; outcome: Outcome };

/** Runs `act`; a refusal becomes Stripe's error envelope, anything else thrown is a bug and stays one. */
export function attempt<Value>(requestId: string, act: () => Value): Attempt<Value> {
  try {
    return { ok: true, value: act() };
  } catch (error) {
    if (!(error instanceof StripeRefusal)) throw error;
    const envelope = {
      error: { ...error.body, request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}` },
    };
    const body = JSON.stringify(envelope, null, 2);
    return { ok: false, outcome: { status: error.status, body, keep: error.executed } };
  }
}

export function toOutcome(requestId: string, act: () => Wire): Outcome {
  const attempted = attempt(requestId, act);
  if (!attempted.ok) return attempted.outcome;
  return { status: 200, body: JSON.stringify(attempted.value, null, 2), keep: true };
}
