import type { Wire } from '../protocol/wire.ts';
import type { CreateSession } from './session-parameters.ts';

export type LineItem = {
  id: string;
  priceId: string;
  productId: string;
  name: string;
  description: string | null;
  taxBehavior: string;
  unitAmount: number;
  quantity: number;
};

export type Session = {
  id: string;
  created: number;
  expiresAt: number;
  status: 'open' | 'complete' | 'expired';
  amount: number;
  currency: string;
  items: LineItem[];
  /** Absent until somebody tries to pay. */
  intentId: string | null;
  email: string | null;
  url: string;
  request: CreateSession;
};

const nothing = {
  after_expiration: null,
  allowed_payment_method_types: null,
  client_secret: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  customer: null,
  customer_account: null,
  invoice: null,
  managed_payments: null,
  origin_context: null,
  payment_link: null,
  payment_method_configuration_details: null,
  permissions: null,
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  subscription: null,
  wallet_options: null,
};

const toCustomerDetails = (email: string): Wire => ({
  address: null,
  business_name: null,
  email,
  individual_name: null,
  name: null,
  phone: null,
  tax_exempt: 'none',
  tax_ids: [],
});

/** The parameters that a session simply gives back. */
function toEchoWire(request: CreateSession): Wire {
  const submitMessage = request.custom_text?.submit?.message;
  return {
    adaptive_pricing: { enabled: request.adaptive_pricing?.enabled ?? false },
    allow_promotion_codes: request.allow_promotion_codes ?? null,
    automatic_tax: {
      enabled: request.automatic_tax?.enabled ?? false,
      liability: null,
      provider: null,
      status: null,
    },
    billing_address_collection: request.billing_address_collection ?? null,
    cancel_url: request.cancel_url ?? null,
    client_reference_id: request.client_reference_id ?? null,
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: submitMessage === undefined ? null : { message: submitMessage },
      terms_of_service_acceptance: null,
    },
    customer_creation: request.customer_creation ?? 'if_required',
    customer_email: request.customer_email ?? null,
    integration_identifier: request.integration_identifier ?? null,
    invoice_creation: { enabled: request.invoice_creation?.enabled ?? false },
    locale: request.locale ?? null,
    metadata: request.metadata ?? {},
    mode: request.mode,
    phone_number_collection: { enabled: request.phone_number_collection?.enabled ?? false },
    submit_type: request.submit_type ?? null,
    success_url: request.success_url,
  };
}

const toPaymentMethodWire = (request: CreateSession): Wire => ({
  payment_method_collection: 'if_required',
  payment_method_options: {
    card: {
      request_three_d_secure: request.payment_method_options?.card?.request_three_d_secure ?? 'automatic',
    },
  },
  payment_method_types: request.allowed_payment_method_types ?? ['card', 'link'],
});

/** `captured` = money has moved; under manual capture a complete session is still `unpaid`. */
export function toSessionWire(session: Session, payment: { captured: boolean }): Wire {
  const email = session.email ?? session.request.customer_email;
  return {
    ...nothing,
    ...toEchoWire(session.request),
    ...toPaymentMethodWire(session.request),
    id: session.id,
    object: 'checkout.session',
    amount_subtotal: session.amount,
    amount_total: session.amount,
    collected_information: { business_name: null, individual_name: null, shipping_details: null },
    created: session.created,
    currency: session.currency,
    custom_fields: [],
    customer_details: email === undefined ? null : toCustomerDetails(email),
    discounts: [],
    expires_at: session.expiresAt,
    livemode: false,
    payment_intent: session.intentId,
    payment_status: payment.captured ? 'paid' : 'unpaid',
    shipping_options: [],
    status: session.status,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: session.status === 'open' ? session.url : null,
  };
}
