import { beforeEach, describe, expect, it } from 'vitest';
import { money } from '#lib/domain/money';
import { type Order, type OrderLine, parseOrderId, parseOrderNumber, toOrderLineId } from '#lib/domain/order';
import { parsePlanId } from '#lib/domain/plan';
import { parsePromotionCode } from '#lib/domain/promotion';
import type { Refund } from '#lib/domain/refund';
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
  quantity: 2,
  unitPrice: money(990, 'EUR'),
  price: money(1980, 'EUR'),
  capturedMinor: 990,
  payment: 'captured',
  refund: 'none',
  taxBps: 1_900,
  createdAt: NOW,
  capturedAt: NOW,
  lines: [],
};
const line = (number: number, fulfilment: 'delivered' | 'cancelled'): OrderLine => ({
  id: toOrderLineId(id, number),
  orderId: id,
  line: number,
  slot: number,
  plan: charged.plan,
  fulfilment,
  purchaseKey: `o-${number}`,
  giveBack: 'none',
  attempts: 1,
  notFoundCount: 0,
  payment: 'captured',
});
/** Two were ordered; one arrived and was charged. */
const order = { ...charged, lines: [line(1, 'delivered'), line(2, 'cancelled')] };
let refunds: Refund[] = [];
beforeEach(() => {
  refunds = [];
});

function read(viewer: { tokens: string[]; email?: string }, asked: Order = order) {
  const deps = {
    orders: {
      readOrder: async (wanted: string) => (wanted === id ? asked : undefined),
      listOrdersOf: async () => [],
    },
    refunds: { listOf: async () => refunds },
    links: { opens: async (_: string, tokens: readonly string[]) => tokens.includes('good') },
    now: () => NOW,
    describePlan: (plan: Order['plan'], locale: string) => `${locale}: ${plan.validityDays} days`,
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

  it('has one for each refund that went through, and none for one that is on its way', async () => {
    const refund: Refund = {
      id: 'rf-1',
      orderId: id,
      lineId: toOrderLineId(id, 1),
      position: 1,
      reason: 'unused',
      paymentId: 'pi_1',
      amount: money(990, 'EUR'),
      state: 'requested',
      tries: 0,
      createdAt: NOW,
    };
    refunds = [refund];
    expect(await read({ tokens: ['good'] })).toHaveLength(1);
    refunds = [{ ...refund, state: 'succeeded', settledAt: NOW, reference: '7495' }];
    expect((await read({ tokens: ['good'] }))?.[1]).toMatchObject({
      kind: 'refund',
      number: 'LF-7Q4K29-R1',
      total: money(990, 'EUR'),
      paymentReference: '7495',
    });
  });

  it('shows the list price and what the code took off it, of what arrived', async () => {
    const promotion = {
      code: requireValue(parsePromotionCode('SUMMER10')),
      discount: money(110, 'EUR'),
    };
    const [receipt] = (await read({ tokens: ['good'] }, { ...order, promotion })) ?? [];
    expect(receipt).toMatchObject({
      lines: [{ quantity: 1, unit: money(1100, 'EUR') }],
      discount: { code: 'SUMMER10', quantity: 1, unit: money(110, 'EUR'), total: money(110, 'EUR') },
      total: money(990, 'EUR'),
    });
  });

  it('has none before the charge', async () => {
    const { capturedAt: _, ...authorised } = order;
    expect(await read({ tokens: ['good'] }, { ...authorised, payment: 'authorised' })).toEqual([]);
  });

  it('says nothing to anybody else', async () => {
    expect(await read({ tokens: ['wrong'], email: 'eve@example.com' })).toBeUndefined();
  });
});
