import type { Wire } from './wire.ts';

export type RefusalBody = {
  type: 'invalid_request_error' | 'idempotency_error' | 'api_error' | 'card_error';
  message: string;
  code?: string;
  decline_code?: string;
  param?: string;
  payment_intent?: Wire;
};

type RefusalStatus = 400 | 401 | 402 | 404 | 409 | 500;

/** Stops a request with an error in Stripe's envelope. `executed: false` = refused before anything began. */
export class StripeRefusal extends Error {
  readonly status: RefusalStatus;
  readonly body: RefusalBody;
  readonly executed: boolean;

  constructor(refusal: { status: RefusalStatus; body: RefusalBody; executed: boolean }) {
    super(refusal.body.message);
    this.status = refusal.status;
    this.body = refusal.body;
    this.executed = refusal.executed;
  }
}

/** The parameters are wrong: nothing began, so no outcome is kept under an idempotency key. */
export function parameterRefusal(message: string, details: { code?: string; param?: string } = {}) {
  return new StripeRefusal({
    status: 400,
    body: { type: 'invalid_request_error', message, ...details },
    executed: false,
  });
}

/** The request was understood and its object does not allow it. */
export function stateRefusal(message: string, details: Omit<RefusalBody, 'type' | 'message'> = {}) {
  return new StripeRefusal({
    status: 400,
    body: { type: 'invalid_request_error', message, ...details },
    executed: true,
  });
}

export function missingResource(what: string, id: string, param: string) {
  return new StripeRefusal({
    status: 404,
    body: {
      type: 'invalid_request_error',
      code: 'resource_missing',
      message: `No such ${what}: '${id}'`,
      param,
    },
    executed: true,
  });
}

/** The bank said no. */
export function cardRefusal(message: string, declineCode: string) {
  return new StripeRefusal({
    status: 402,
    body: { type: 'card_error', code: 'card_declined', decline_code: declineCode, message },
    executed: true,
  });
}
