import type { Money } from '#lib/domain/money';
import type { Result } from '#lib/domain/result';

/** `rejected`: the provider said no for good; `unavailable`: nothing was done, asking again with the same key is safe. */
export type PaymentError = { kind: 'rejected'; reason: string } | { kind: 'unavailable' };

export type CheckoutRequest = {
  orderId: string;
  orderNumber: string;
  price: Money;
  /** What the pay page and the receipt call the thing: "Japan, 10 GB, 30 days". */
  description: string;
  email: string;
  locale: string;
  successUrl: string;
  cancelUrl: string;
  expiresAt: Date;
};

export type CheckoutSession = {
  id: string;
  /** Where the browser is sent; only while open. */
  url?: string;
  state: 'open' | 'complete' | 'expired';
  paymentId?: string;
};

/** A payment as the payment provider states it now; an event is never trusted for any of this. */
export type Payment = {
  id: string;
  state: 'pending' | 'authorised' | 'captured' | 'voided';
  orderId: string | undefined;
  amount: Money | undefined;
  live: boolean;
  /** Smallest units; what can still be captured, what was captured, what went back. */
  capturable: number;
  captured: number;
  refunded: number;
  /** The bank lets the hold lapse then, where it says so. */
  captureBefore?: Date;
};

/** An event is a hint: which order's payment to read again. */
export type PaymentHint = {
  eventId: string;
  type: string;
  orderId?: string;
  sessionId?: string;
  paymentId?: string;
  createdAt: Date;
};

export type PaymentProvider = {
  live: boolean;
  /** Opens the hosted pay page. Repeating it for the same order returns the same session. */
  createCheckout: (request: CheckoutRequest) => Promise<Result<CheckoutSession, PaymentError>>;
  readCheckout: (sessionId: string) => Promise<Result<CheckoutSession, PaymentError>>;
  /** Closes an unpaid pay page so that it can no longer be paid. */
  expireCheckout: (sessionId: string) => Promise<Result<CheckoutSession, PaymentError>>;
  readPayment: (paymentId: string) => Promise<Result<Payment, PaymentError>>;
  /** Takes the held money, once; what is not taken is released. */
  capture: (paymentId: string, amount: Money, key: string) => Promise<Result<Payment, PaymentError>>;
  voidPayment: (paymentId: string, key: string) => Promise<Result<Payment, PaymentError>>;
  refund: (
    paymentId: string,
    amount: Money,
    key: string,
  ) => Promise<Result<{ refundId: string }, PaymentError>>;
  /** Checks the signature over the raw body; `undefined` for a missing, wrong or old one. */
  verifyWebhook: (rawBody: string, signature: string) => PaymentHint | undefined;
  /** Events since an instant, oldest first, so that lost webhooks are made up for. */
  listHints: (since: Date) => Promise<Result<readonly PaymentHint[], PaymentError>>;
};
