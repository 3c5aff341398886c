import type { Money } from '#lib/domain/money';
import type { Result } from '#lib/domain/result';

/**
 * `rejected`: the provider said no, with its word for it ("charge_disputed"). `unavailable`: nobody can say what was
 * done; the same call with the same key is safe, a refund as `again`.
 */
export type PaymentError = { kind: 'rejected'; reason: string } | { kind: 'unavailable' };

export type CheckoutRequest = {
  orderId: string;
  orderNumber: string;
  /** The price of one. Together with the total it has to be chargeable: dinars only in steps of ten fils. */
  unitPrice: Money;
  /** How many of it, a whole number from 1; the pay page shows both and the total. */
  quantity: number;
  /** What the pay page and the receipt call the thing: "Japan, 10 GB, 30 days". */
  description: string;
  email: string;
  locale: string;
  successUrl: string;
  cancelUrl: string;
  /** When the pay page closes: 30 minutes to a day after the order, and the same whenever the call is repeated. */
  expiresAt: Date;
};

export type CheckoutSession = {
  id: string;
  /** Where the browser is sent; only while open. */
  url?: string;
  /** `complete`: the buyer is done; whether money is held, only the payment says. */
  state: 'open' | 'complete' | 'expired';
  paymentId?: string;
  /** Whose session it is, as we named it when it was opened. */
  orderId?: string;
  /** Set on a session that moves real money. */
  live?: true;
};

/** A payment as the payment provider states it now; an event is never trusted for any of this. */
export type Payment = {
  id: string;
  /**
   * `pending`: the buyer is still at it, or the bank has not answered. `failed`: the bank refused after the pay page was
   * complete; nothing is held and nothing can follow. `voided`: released by us or lapsed.
   */
  state: 'pending' | 'authorised' | 'captured' | 'voided' | 'failed';
  orderId: string | undefined;
  amount: Money | undefined;
  live: boolean;
  /**
   * Smallest units; what can still be captured, what was captured, what of that went back. Refunds on their way count,
   * failed ones do not, nor does what was held and never taken.
   */
  capturable: number;
  captured: number;
  refunded: number;
  /** The bank lets the hold lapse then, where it says so. */
  captureBefore?: Date;
  /** The cardholder's complaint; an open one before a decided one, a lost one before a won one. Absent = none. */
  dispute?: Dispute;
};

/** `open`: the bank has not decided, and the money may be withdrawn. `amountMinor` in smallest units of the payment. */
export type Dispute = { status: 'open' | 'won' | 'lost'; amountMinor: number };

export type RefundRequest = {
  paymentId: string;
  amount: Money;
  /** Names this refund for good, up to 200 characters: it is stored with the refund and found again by it. */
  key: string;
  reason: 'requested_by_customer' | 'duplicate';
  /** Stored with the refund beside the key: `{ order_id: "…" }`. */
  metadata?: Record<string, string>;
  /** `first` only when no call with this key can have gone out before; `again` looks for the refund before asking. */
  attempt: 'first' | 'again';
};

/** A refund as the payment provider states it now. Even one that `succeeded` may fail later. */
export type Refund = {
  refundId: string;
  /** Absent = not asked for through `refund`: made by hand, or the rest that a partial capture let go. */
  key?: string;
  amountMinor: number;
  state: 'pending' | 'succeeded' | 'failed' | 'requires_action' | 'canceled';
  /** The number by which the cardholder's bank finds it (ARN); known days later, if ever. */
  reference?: string;
  /** "insufficient_funds": waits until the shop's balance is filled up. */
  pendingReason?: string;
  /** "expired_or_canceled_card", "charge_for_pending_refund_disputed"; the money is back with the shop. */
  failureReason?: string;
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
  /**
   * Opens the hosted pay page. Repeating it for the same order returns the same session; once that has closed it is
   * rejected with `session_over`, so that no second page is opened under a key that was forgotten.
   */
  createCheckout: (request: CheckoutRequest) => Promise<Result<CheckoutSession, PaymentError>>;
  readCheckout: (sessionId: string) => Promise<Result<CheckoutSession, PaymentError>>;
  /** Closes an unpaid pay page so that it can no longer be paid. */
  expireCheckout: (sessionId: string) => Promise<Result<CheckoutSession, PaymentError>>;
  readPayment: (paymentId: string) => Promise<Result<Payment, PaymentError>>;
  /** Takes all or part of the held money, once; what is not taken is released. Safe to repeat: a payment is taken once. */
  capture: (paymentId: string, amount: Money, key: string) => Promise<Result<Payment, PaymentError>>;
  /** Releases the held money. Safe to repeat: what is released or taken is rejected. */
  voidPayment: (paymentId: string, key: string) => Promise<Result<Payment, PaymentError>>;
  /**
   * Gives back all or part of what was captured, once for each key, however often and however late it is repeated as
   * `again`. A refund that failed is answered as such, and another try is another key. Rejected: more than is left
   * ("invalid_amount"), nothing left ("charge_already_refunded"), disputed ("charge_disputed").
   */
  refund: (request: RefundRequest) => Promise<Result<Refund, PaymentError>>;
  readRefund: (refundId: string) => Promise<Result<Refund, PaymentError>>;
  /** All refunds of a payment, oldest first. */
  listRefunds: (paymentId: string) => Promise<Result<readonly Refund[], PaymentError>>;
  /** Checks the signature over the raw body; `undefined` for a missing, wrong or old one. */
  verifyWebhook: (rawBody: string, signature: string) => PaymentHint | undefined;
  /** Events since an instant, oldest first, so that lost webhooks are made up for; kept for 30 days. */
  listHints: (since: Date) => Promise<Result<readonly PaymentHint[], PaymentError>>;
};
