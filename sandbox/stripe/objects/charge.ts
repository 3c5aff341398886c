import type { Wire } from '../protocol/wire.ts';
import type { PaymentFailure } from './intent.ts';

type ChargedCard = {
  brand: string;
  last4: string;
  expMonth: number;
  expYear: number;
  threeDSecure: boolean;
};

export type Charge = {
  id: string;
  created: number;
  intentId: string;
  methodId: string;
  amount: number;
  amountCaptured: number;
  amountRefunded: number;
  /** What was held and never taken: the rest of a partial capture, or all of a hold that was given up. */
  amountReleased: number;
  currency: string;
  captured: boolean;
  status: 'pending' | 'succeeded' | 'failed';
  failure: PaymentFailure | null;
  /** When an authorisation that nobody captured lapses. */
  captureBefore: number | null;
  /** Set for the test card whose holder complains after capture. */
  willBeDisputed: boolean;
  /** Seconds; when the complaint arrives. */
  disputeDue: number | null;
  disputed: boolean;
  email: string | null;
  description: string | null;
  statementSuffix: string | null;
  metadata: Record<string, string>;
  /** `null` for a payment by bank. */
  card: ChargedCard | null;
  /** Seconds; when the bank of a payment by bank answers. */
  answerDue: number | null;
};

const nothing = {
  application: null,
  application_fee: null,
  application_fee_amount: null,
  balance_transaction: null,
  customer: null,
  failure_balance_transaction: null,
  on_behalf_of: null,
  receipt_number: null,
  receipt_url: null,
  review: null,
  shipping: null,
  source: null,
  source_transfer: null,
  statement_descriptor: null,
  transfer_data: null,
  transfer_group: null,
};

const toCardWire = (charge: Charge, card: ChargedCard): Wire => ({
  amount_authorized: charge.status === 'succeeded' ? charge.amount : null,
  authorization_code: charge.status === 'succeeded' ? charge.id.slice(-6) : null,
  brand: card.brand,
  ...(charge.captureBefore === null ? {} : { capture_before: charge.captureBefore }),
  checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
  country: 'US',
  exp_month: card.expMonth,
  exp_year: card.expYear,
  extended_authorization: { status: 'disabled' },
  fingerprint: `sandbox${card.last4}`,
  funding: 'credit',
  incremental_authorization: { status: 'unavailable' },
  installments: null,
  last4: card.last4,
  mandate: null,
  multicapture: { status: 'unavailable' },
  network: card.brand,
  network_token: { used: false },
  network_transaction_id: null,
  overcapture: { maximum_amount_capturable: charge.amount, status: 'unavailable' },
  regulated_status: 'unregulated',
  three_d_secure: card.threeDSecure
    ? { authentication_flow: 'challenge', result: 'authenticated', result_reason: null, version: '2.2.0' }
    : null,
  transaction_link_id: null,
  wallet: null,
});

const toMethodWire = (charge: Charge): Wire =>
  charge.card
    ? { card: toCardWire(charge, charge.card), type: 'card' }
    : { pay_by_bank: {}, type: 'pay_by_bank' };

const toOutcomeWire = ({ failure }: Charge): Wire => ({
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: failure ? 'declined_by_network' : 'approved_by_network',
  reason: failure ? (failure.declineCode ?? failure.code) : null,
  risk_level: 'normal',
  seller_message: failure ? 'The bank did not approve the payment.' : 'Payment complete.',
  type: failure ? 'issuer_declined' : 'authorized',
});

export const toChargeWire = (charge: Charge): Wire => ({
  ...nothing,
  id: charge.id,
  object: 'charge',
  amount: charge.amount,
  amount_captured: charge.amountCaptured,
  // Stripe books what is released as a refund of the charge.
  amount_refunded: charge.amountRefunded + charge.amountReleased,
  billing_details: { address: null, email: charge.email, name: null, phone: null, tax_id: null },
  calculated_statement_descriptor: charge.statementSuffix ? `SANDBOX* ${charge.statementSuffix}` : 'SANDBOX',
  captured: charge.captured,
  created: charge.created,
  currency: charge.currency,
  description: charge.description,
  disputed: charge.disputed,
  failure_code: charge.failure?.code ?? null,
  failure_message: charge.failure?.message ?? null,
  fraud_details: {},
  livemode: false,
  metadata: { ...charge.metadata },
  outcome: toOutcomeWire(charge),
  paid: charge.status === 'succeeded',
  payment_intent: charge.intentId,
  payment_method: charge.methodId,
  payment_method_details: toMethodWire(charge),
  receipt_email: null,
  refunded: charge.amountRefunded + charge.amountReleased >= charge.amount,
  statement_descriptor_suffix: charge.statementSuffix,
  status: charge.status,
});
