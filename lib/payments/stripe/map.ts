import type Stripe from 'stripe';
import { isCurrency, type Money, money, smallestStep } from '#lib/domain/money';
import type { CheckoutRequest, CheckoutSession, Payment } from '#lib/payments/port';

/** What `checkout.sessions.create` takes; one line item, its price tax-inclusive, the amount held and not taken. */
export function toSessionParams(
  request: CheckoutRequest,
  settings: { methodTypes?: readonly string[] | undefined },
): Stripe.Checkout.SessionCreateParams {
  const metadata = { order_id: request.orderId, order_number: request.orderNumber };
  return {
    mode: 'payment',
    ui_mode: 'hosted_page',
    line_items: [
      {
        quantity: request.quantity,
        price_data: {
          currency: request.unitPrice.currency.toLowerCase(),
          unit_amount: request.unitPrice.minor,
          tax_behavior: 'inclusive',
          product_data: { name: request.description },
        },
      },
    ],
    payment_intent_data: { capture_method: 'manual', description: request.orderNumber, metadata },
    ...(settings.methodTypes && { allowed_payment_method_types: [...settings.methodTypes] }),
    client_reference_id: request.orderId,
    metadata,
    customer_email: request.email,
    locale: toStripeLocale(request.locale),
    // From the request alone: under one idempotency key, another instant would be another request.
    expires_at: Math.ceil(request.expiresAt.getTime() / 1_000),
    success_url: request.successUrl,
    cancel_url: request.cancelUrl,
  };
}

const LOCALES = [
  'bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR',
  'ro ru sk sl sv th tr vi zh zh-HK zh-TW',
]
  .join(' ')
  .split(' ');

/** Stripe refuses a language it does not know; `auto` follows the browser. */
export function toStripeLocale(locale: string): string {
  const base = locale.split('-')[0] ?? locale;
  return [locale, base].find((candidate) => LOCALES.includes(candidate)) ?? 'auto';
}

/** Stripe takes eight digits. */
const LARGEST = 99_999_999;

/** Whether Stripe can charge the price of one and the total. */
export function isChargeable({ unitPrice, quantity }: CheckoutRequest): boolean {
  return [unitPrice, money(unitPrice.minor * quantity, unitPrice.currency)].every(isChargeableAmount);
}

function isChargeableAmount({ minor, currency }: Money): boolean {
  return minor > 0 && minor <= LARGEST && minor % smallestStep(currency) === 0;
}

const SESSION_STATES = ['open', 'complete', 'expired'] as const;

export function toCheckoutSession(session: Stripe.Checkout.Session): CheckoutSession {
  const paymentId = toId(session.payment_intent);
  const orderId = session.metadata?.order_id ?? session.client_reference_id;
  return {
    id: session.id,
    state: SESSION_STATES.find((state) => state === session.status) ?? 'open',
    ...(session.url && { url: session.url }),
    ...(paymentId && { paymentId }),
    ...(orderId && { orderId }),
    ...(session.livemode && { live: true }),
  };
}

function toId(reference: string | { id: string } | null | undefined): string | undefined {
  return typeof reference === 'string' ? reference : reference?.id;
}

/** Needs `latest_charge` expanded: refunds and the end of the hold are told there. */
export function toPayment(intent: Stripe.PaymentIntent): Payment {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
  const state = toState(intent.status);
  const currency = intent.currency.toUpperCase();
  const captureBefore = charge?.payment_method_details?.card?.capture_before;
  return {
    id: intent.id,
    state,
    orderId: intent.metadata.order_id,
    amount: isCurrency(currency) ? money(intent.amount, currency) : undefined,
    live: intent.livemode,
    capturable: intent.amount_capturable,
    captured: intent.amount_received,
    refunded: state === 'captured' && charge ? toRefunded(charge) : 0,
    ...(captureBefore && { captureBefore: new Date(captureBefore * 1_000) }),
  };
}

/** Stripe books what was held and never taken as a refund of the charge, though no money had moved. */
function toRefunded(charge: Stripe.Charge): number {
  return Math.max(0, charge.amount_refunded - (charge.amount - charge.amount_captured));
}

/** A state that Stripe adds later is one we do not sell by: neither held nor taken nor given back. */
function toState(status: Stripe.PaymentIntent.Status): Payment['state'] {
  if (status === 'requires_capture') return 'authorised';
  if (status === 'succeeded') return 'captured';
  return status === 'canceled' ? 'voided' : 'pending';
}
