import { money } from '#lib/domain/money';
import type { Log } from '#lib/observability/log';
import type { CheckoutRequest } from '#lib/payments/port';
import { createStripePayments, type StripeOptions } from '#lib/payments/stripe/index';
import { keys, type Merchant, openMerchant } from '../../../sandbox/stripe/tests/open-merchant.ts';

const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
export const MINUTE_MS = 60_000;
export const ORDER_ID = 'abcdefghijklmnopqrstuvwx';

/** For tests: what is asked for an order of one eSIM at 19.90 EUR. */
export const toRequest = (changes: Partial<CheckoutRequest> = {}): CheckoutRequest => ({
  orderId: ORDER_ID,
  orderNumber: 'LF-7Q4K29',
  unitPrice: money(1990, 'EUR'),
  quantity: 1,
  description: 'Japan, 10 GB, 30 days',
  email: 'ana@example.com',
  locale: 'de',
  successUrl: 'https://shop.example/en/orders/abc',
  cancelUrl: 'https://shop.example/en/orders/abc?cancelled=1',
  expiresAt: new Date(Date.now() + 32 * MINUTE_MS),
  ...changes,
});

/** For tests: our adapter before the stand-in, and a buyer. */
export async function openTestMerchant() {
  const merchant = await openMerchant();
  const createPayments = (changes: Partial<StripeOptions> = {}) =>
    createStripePayments({
      secretKey: keys.secretKey,
      webhookSecrets: [keys.webhookSecret],
      apiUrl: merchant.url,
      live: false,
      log: quiet,
      now: () => new Date(),
      ...changes,
    });
  return {
    ...merchant,
    createPayments,
    openPaid: (changes: Partial<CheckoutRequest> = {}, card = '4242 4242 4242 4242') =>
      openSession(merchant, createPayments(), { request: toRequest(changes), card }),
    openPaidByBank: () => openSession(merchant, createPayments(), { request: toRequest(), card: 'bank' }),
  };
}

export type TestMerchant = Awaited<ReturnType<typeof openTestMerchant>>;

type Opening = { request: CheckoutRequest; card: string };

async function openSession(
  merchant: Merchant,
  payments: ReturnType<typeof createStripePayments>,
  { request, card }: Opening,
) {
  const session = await payments.createCheckout(request);
  if (!session.ok || !session.value.url) throw new Error('no session');
  const { id, url } = session.value;
  const fields = { email: 'ana@example.com', card_number: card, expiry: '12/34', cvc: '123' };
  await (card === 'bank' ? merchant.submit(`${url}/bank`, {}) : merchant.submit(url, fields));
  const read = await payments.readCheckout(id);
  if (!read.ok || !read.value.paymentId) throw new Error('not paid');
  return { payments, session: read.value, paymentId: read.value.paymentId };
}
