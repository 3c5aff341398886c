import { describe, expect, it } from 'vitest';
import { money } from '#lib/domain/money';
import { type Order, parseOrderId, parseOrderNumber } from '#lib/domain/order';
import { parsePlanId } from '#lib/domain/plan';
import { readReceipts } from '#lib/orders/read-receipts';
import { requireValue } from '#lib/orders/test-fulfilment';

const NOW = new Date('2025-11-22T12:00:00Z');
const id = requireValue(parseOrderId('receipt000000000000001'));
const charged: Order = {
  id,
  number: requireValue(parseOrderNumber('LF-7Q4K29')),
  email: 'ana@example.com',
  locale: 'en',
  plan: {
    planId: requireValue(parsePlanId('zendit-offer-1')),
    provider: 'zendit',
    offerId: 'offer-1',
    place: { kind: 'region', region: 'europe', label: 'Europe' },
    data: { kind: 'limited', bytes: 1_000 },
    validityDays: 7,
    start: 'not_stated',
    topUp: 'not_stated',
    costCurrency: 'USD',
    costMinor: 500,
  },
  price: money(990, 'EUR'),
  payment: 'captured',
  fulfilment: 'delivered',
  refund: 'none',
  purchaseKey: 'o-1',
  createdAt: NOW,
  capturedAt: NOW,
  attempts: 1,
  notFoundCount: 0,
};

function read(viewer: { tokens: string[]; email?: string }, order: Order = charged) {
  const deps = {
    orders: {
      readOrder: async (asked: string) => (asked === id ? order : undefined),
      listOrdersOf: async () => [],
    },
    links: { opens: async (_: string, tokens: readonly string[]) => tokens.includes('good') },
    now: () => NOW,
    describePlan: (plan: Order['plan'], locale: string) => `${locale}: ${plan.validityDays} days`,
    taxBps: 1_900,
  };
  return readReceipts(deps, { orderId: id, locale: 'de', ...viewer });
}

describe('readReceipts', () => {
  it('gives whoever has the link or the address the receipt of the charge, in their language', async () => {
    const [receipt, ...more] = (await read({ tokens: ['good'] })) ?? [];
    expect(more).toEqual([]);
    expect(receipt).toMatchObject({
      kind: 'charge',
      number: 'LF-7Q4K29-1',
      issuedAt: NOW,
      lines: [{ description: 'de: 7 days', quantity: 1, unit: money(990, 'EUR') }],
      total: money(990, 'EUR'),
      tax: { rateBps: 1900, included: money(158, 'EUR') },
    });
    expect(await read({ tokens: [], email: 'ana@example.com' })).toHaveLength(1);
  });

  it('has none before the charge', async () => {
    const { capturedAt: _, ...authorised } = charged;
    expect(await read({ tokens: ['good'] }, { ...authorised, payment: 'authorised' })).toEqual([]);
  });

  it('says nothing to anybody else', async () => {
    expect(await read({ tokens: ['wrong'], email: 'eve@example.com' })).toBeUndefined();
  });
});
