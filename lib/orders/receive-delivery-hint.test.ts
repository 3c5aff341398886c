import { describe, expect, it } from 'vitest';
import { receiveDeliveryHint } from '#lib/orders/receive-delivery-hint';
import { readZenditWebhookKey, verifyZenditWebhook } from '#lib/providers/zendit/webhook';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const body = JSON.stringify({ transactionId: 'o-abc-1', status: 'DONE', confirmation: { iccid: '1' } });

async function receive(
  sent: Record<string, string>,
  rawBody = body,
  agreed: { header?: string; secret?: string } = { header: 'x-shop', secret: 'right' },
) {
  const woken: string[] = [];
  const outcome = await receiveDeliveryHint(
    {
      isGenuine: (headers) =>
        verifyZenditWebhook({ header: agreed.header ?? '', secret: agreed.secret ?? '' }, headers),
      readPurchaseKey: readZenditWebhookKey,
      wakeByPurchaseKey: async (key) => woken.push(key),
      log: quiet,
    },
    new Headers(sent),
    rawBody,
  );
  return { outcome, woken };
}

describe('receiveDeliveryHint', () => {
  it('wakes the order of the named purchase', async () => {
    expect(await receive({ 'X-Shop': 'right' })).toEqual({ outcome: 'ok', woken: ['o-abc-1'] });
  });

  it.each([
    ['no header', {}],
    ['a wrong value', { 'x-shop': 'wrong' }],
    ['a value that only begins right', { 'x-shop': 'right2' }],
    ['an empty value', { 'x-shop': '' }],
  ])('refuses a call with %s', async (_, sent) => {
    expect(await receive(sent)).toEqual({ outcome: 'refused', woken: [] });
  });

  it.each([
    ['no secret', { header: 'x-shop' }],
    ['an empty secret', { header: 'x-shop', secret: '' }],
    ['no header name', { secret: 'right' }],
  ])('refuses every call when %s is configured', async (_, agreed) => {
    expect(await receive({ 'x-shop': '' }, body, agreed)).toEqual({ outcome: 'refused', woken: [] });
  });

  it.each(['', 'null', '[]', '{"transactionId":1}', '{"transactionId":"a b"}', '{'])(
    'takes %s as a call that names nothing',
    async (rawBody) => {
      expect(await receive({ 'x-shop': 'right' }, rawBody)).toEqual({ outcome: 'ok', woken: [] });
    },
  );
});
