import { describe, expect, it } from 'vitest';
import { readZenditWebhookKey, verifyZenditWebhook } from '#lib/providers/zendit/webhook';

const expected = { header: 'x-partner', secret: 'long-random-value' };

describe('a notification', () => {
  it.each([
    ['the right value', { 'X-Partner': 'long-random-value' }, true],
    ['another value', { 'X-Partner': 'long-random-valuE' }, false],
    ['a longer value', { 'X-Partner': 'long-random-value-and-more' }, false],
    ['another header', { 'X-Other': 'long-random-value' }, false],
    ['no header', {}, false],
  ])('with %s is %s', (_, headers, isGenuine) => {
    expect(verifyZenditWebhook(expected, new Headers(headers))).toBe(isGenuine);
  });

  it('is never genuine while no secret is set', () => {
    expect(verifyZenditWebhook({ header: 'x-partner', secret: '' }, new Headers({ 'x-partner': '' }))).toBe(
      false,
    );
    expect(verifyZenditWebhook({ header: '', secret: 'set' }, new Headers())).toBe(false);
  });

  it.each([
    ['{"transactionId":"o-1","status":"DONE","confirmation":{"iccid":8943108170000828413}}', 'o-1'],
    ['{"transactionId":""}', undefined],
    [`{"transactionId":"${'x'.repeat(65)}"}`, undefined],
    ['[]', undefined],
    ['<html>', undefined],
  ])('%s names the purchase %s', (body, key) => {
    expect(readZenditWebhookKey(body)).toBe(key);
  });
});
