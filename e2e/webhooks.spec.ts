import { createHmac } from 'node:crypto';
import { readMoney } from './fixtures/ledger.ts';
import { findPlan } from './fixtures/plans.ts';
import { orderQuietly, readStage } from './fixtures/quiet-purchase.ts';
import { CREDENTIALS } from './fixtures/stack.ts';
import { expect, test } from './fixtures/test.ts';

function sign(body: string, secret: string, ageSeconds: number): string {
  const time = Math.floor(Date.now() / 1000) - ageSeconds;
  return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`;
}

test('a message that Stripe did not sign is refused and changes nothing', async ({
  context,
  request,
  email,
}) => {
  const plan = await findPlan({ provider: 'zendit' });
  const { id } = await orderQuietly(context, { planId: plan.id, email });
  const body = JSON.stringify({
    id: `evt_${id}`,
    object: 'event',
    type: 'checkout.session.completed',
    data: {
      object: {
        id: 'cs_test_forged',
        object: 'checkout.session',
        client_reference_id: id,
        metadata: { order_id: id },
      },
    },
  });
  const { webhookSecret } = CREDENTIALS.stripe;
  for (const signature of [
    '',
    sign(body, 'whsec_of_somebody_else', 0),
    sign(body, webhookSecret, 3600),
    'nonsense',
  ]) {
    const answer = await request.post('/api/webhooks/stripe', {
      data: body,
      headers: { 'content-type': 'application/json', ...(signature && { 'stripe-signature': signature }) },
    });
    expect(answer.status()).toBe(400);
  }
  expect(await readStage(context, id)).toBe('awaiting_payment');
  expect(await readMoney(id)).toEqual([]);
});

test('a message without the word agreed with Zendit is refused', async ({ request }) => {
  const data = { transactionId: 'o-forged-1', status: 'DONE' };
  const { webhookHeader, webhookSecret } = CREDENTIALS.zendit;
  const post = (headers: Record<string, string>) => request.post('/api/webhooks/zendit', { data, headers });
  expect((await post({})).status()).toBe(401);
  expect((await post({ [webhookHeader]: 'wrong' })).status()).toBe(401);
  expect((await post({ [webhookHeader]: webhookSecret })).status()).toBe(200);
});
