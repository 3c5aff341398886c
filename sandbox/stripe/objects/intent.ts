import type { Wire } from '../protocol/wire.ts';

type IntentStatus =
  | 'requires_payment_method'
  | 'requires_action'
  | 'processing'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled';

export type PaymentFailure = {
  code: string;
  declineCode: string | null;
  message: string;
};

export type Intent = {
  id: string;
  created: number;
  sessionId: string;
  amount: number;
  currency: string;
  captureMethod: 'automatic' | 'automatic_async' | 'manual';
  status: IntentStatus;
  amountCapturable: number;
  amountReceived: number;
  canceledAt: number | null;
  cancellationReason: string | null;
  clientSecret: string;
  description: string | null;
  statementSuffix: string | null;
  receiptEmail: string | null;
  metadata: Record<string, string>;
  methodTypes: string[];
  methodId: string | null;
  chargeId: string | null;
  /** The bank's page while it asks the buyer to confirm. */
  challengeUrl: string | null;
  failure: PaymentFailure | null;
};

const nothing = {
  allowed_payment_method_types: null,
  application: null,
  application_fee_amount: null,
  automatic_payment_methods: null,
  customer: null,
  customer_account: null,
  excluded_payment_method_types: null,
  managed_payments: null,
  on_behalf_of: null,
  payment_method_configuration_details: null,
  payment_record: null,
  processing: null,
  review: null,
  setup_future_usage: null,
  shipping: null,
  source: null,
  statement_descriptor: null,
  transfer_data: null,
  transfer_group: null,
};

const toFailureWire = (failure: PaymentFailure, intent: Intent): Wire => ({
  ...(intent.chargeId ? { charge: intent.chargeId } : {}),
  code: failure.code,
  ...(failure.declineCode ? { decline_code: failure.declineCode } : {}),
  doc_url: `https://stripe.com/docs/error-codes/${failure.code.replaceAll('_', '-')}`,
  message: failure.message,
  type: failure.code === 'payment_intent_authentication_failure' ? 'invalid_request_error' : 'card_error',
});

export const toIntentWire = (intent: Intent): Wire => ({
  ...nothing,
  id: intent.id,
  object: 'payment_intent',
  amount: intent.amount,
  amount_capturable: intent.amountCapturable,
  amount_details: { tip: {} },
  amount_received: intent.amountReceived,
  canceled_at: intent.canceledAt,
  cancellation_reason: intent.cancellationReason,
  capture_method: intent.captureMethod,
  client_secret: intent.clientSecret,
  confirmation_method: 'automatic',
  created: intent.created,
  currency: intent.currency,
  description: intent.description,
  last_payment_error: intent.failure ? toFailureWire(intent.failure, intent) : null,
  latest_charge: intent.chargeId,
  livemode: false,
  metadata: { ...intent.metadata },
  next_action: intent.challengeUrl
    ? { type: 'redirect_to_url', redirect_to_url: { return_url: null, url: intent.challengeUrl } }
    : null,
  payment_method: intent.methodId,
  payment_method_options: {
    card: { installments: null, network: null, request_three_d_secure: 'automatic' },
  },
  payment_method_types: intent.methodTypes,
  receipt_email: intent.receiptEmail,
  statement_descriptor_suffix: intent.statementSuffix,
  status: intent.status,
});
