import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import Stripe from 'stripe';
import type { RecordEntry } from '../../kernel/stand-in.ts';
import { serveStandIn } from '../../kernel/stand-in.ts';
import { createStripeStandIn } from '../stand-in.ts';

const { stripe: keys }: { stripe: { secretKey: string; webhookSecret: string } } = JSON.parse(
  readFileSync(new URL('../../credentials.json', import.meta.url), 'utf8'),
);

export { keys };

const success = 'https://shop.example/done?session={CHECKOUT_SESSION_ID}';
export const card = {
  email: 'ana@example.com',
  card_number: '4242 4242 4242 4242',
  expiry: '12/34',
  cvc: '123',
};

type Received = { body: string; signature: string };

/** Listens for webhooks; `answer` decides the status of each delivery. */
async function openReceiver() {
  const received: Received[] = [];
  const receiver = { received, answer: (_delivery: number) => 200, url: '', close: () => {} };
  const server = createServer(async (request, response) => {
    const body = await text(request);
    received.push({ body, signature: String(request.headers['stripe-signature']) });
    response.writeHead(receiver.answer(received.length)).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  receiver.url = `http://127.0.0.1:${address.port}/hook`;
  receiver.close = () => {
    server.close();
    server.closeAllConnections();
  };
  return receiver;
}

const sessionParameters = (changes: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
  ({
    mode: 'payment',
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: 'eur',
          unit_amount: 1_990,
          tax_behavior: 'inclusive',
          product_data: { name: 'Japan 10 GB', description: '30 days' },
        },
      },
    ],
    payment_intent_data: {
      capture_method: 'manual',
      metadata: { order_id: 'ord_1' },
      description: 'Order ord_1',
      statement_descriptor_suffix: 'ORD1',
    },
    client_reference_id: 'ord_1',
    metadata: { order_id: 'ord_1' },
    customer_email: 'ana@example.com',
    success_url: success,
    cancel_url: 'https://shop.example/back',
    locale: 'de',
    ...changes,
  }) satisfies Stripe.Checkout.SessionCreateParams;

/** A merchant with the real SDK, a webhook endpoint and a buyer who posts the pay page's forms. */
export async function openMerchant() {
  const receiver = await openReceiver();
  const standIn = createStripeStandIn({ webhookUrl: receiver.url });
  const running = await serveStandIn(standIn.app, 0);
  const where = { host: '127.0.0.1', port: running.port, protocol: 'http' } as const;
  const stripe = new Stripe(keys.secretKey, { ...where, maxNetworkRetries: 0 });

  const submit = (url: string, fields: Record<string, string>) =>
    fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  const open = (
    changes: Partial<Stripe.Checkout.SessionCreateParams> = {},
    options: Stripe.RequestOptions = {},
  ) => stripe.checkout.sessions.create(sessionParameters(changes), options);
  const pay = (session: Stripe.Checkout.Session, fields: Partial<typeof card> = {}) =>
    submit(String(session.url), { ...card, ...fields });

  return {
    standIn,
    stripe,
    where,
    receiver,
    url: running.url,
    submit,
    open,
    pay,
    parameters: sessionParameters,
    /** A session that has been paid: its intent waits for capture. */
    async authorised(
      changes: Partial<Stripe.Checkout.SessionCreateParams> = {},
      fields: Partial<typeof card> = {},
    ) {
      const session = await open(changes);
      await pay(session, fields);
      const { payment_intent: id } = await stripe.checkout.sessions.retrieve(session.id);
      return { session, id: String(id) };
    },
    control: (change: Record<string, unknown>) =>
      fetch(`${running.url}/__control`, { method: 'POST', body: JSON.stringify(change) }),
    record: (kind: string): RecordEntry[] => standIn.entries().filter((entry) => entry.kind === kind),
    received: () => receiver.received.map(({ body }): Stripe.Event => JSON.parse(body)),
    async close() {
      await running.close();
      receiver.close();
    },
  };
}

export type Merchant = Awaited<ReturnType<typeof openMerchant>>;
