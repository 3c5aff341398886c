import { beforeEach, describe, expect, it } from 'vitest';
import type { Esim } from '#lib/db/esim-store';
import { parseIccid } from '#lib/domain/esim';
import { money } from '#lib/domain/money';
import { type Order, parseOrderId, parseOrderNumber } from '#lib/domain/order';
import { parsePlanId } from '#lib/domain/plan';
import {
  type OrderAccessDeps,
  readAccount,
  readEsimMeter,
  readOrderStatus,
  readOrderView,
} from '#lib/orders/read-order-view';
import { requireValue } from '#lib/orders/test-fulfilment';

const NOW = new Date('2025-11-22T12:00:00Z');
const id = requireValue(parseOrderId('view0000000000000000001'));
const code = { smdpAddress: 'rsp.example.com', matchingId: 'K2-SECRET', confirmationRequired: false };
const delivered: Order = {
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
  deliveredAt: NOW,
  attempts: 1,
  notFoundCount: 0,
};
const esim: Esim = {
  id: 'esim-1',
  orderId: id,
  provider: 'zendit',
  offerId: 'offer-1',
  iccid: requireValue(parseIccid('8910390000000000001')),
  esimRef: 'esim-1',
  subscriptionRef: 'subscription-1',
  profileState: 'ready_to_install',
};

let stored: Order;
let settled: number;
const deps: OrderAccessDeps = {
  orders: {
    readOrder: async (asked) => (asked === id ? stored : undefined),
    listOrdersOf: async (email) => (email === stored.email ? [stored] : []),
  },
  esims: {
    listOf: async () => [esim],
    read: async (asked) => (asked === esim.id ? esim : undefined),
    readActivationCode: async () => code,
    bringReadForward: async () => undefined,
  },
  links: { opens: async (order, tokens) => order === id && tokens.includes('good') },
  findProvider: () => undefined,
  readPayUrl: async () => 'https://pay.example/1',
  settlePayment: async () => {
    settled += 1;
    stored = { ...stored, payment: 'authorised', fulfilment: 'queued', authorisedAt: NOW };
  },
  now: () => NOW,
};
beforeEach(() => {
  stored = delivered;
  settled = 0;
});
const owner = { orderId: id, tokens: ['good'] };

describe('readOrderView', () => {
  it('shows the codes to whoever holds the link of a delivered order', async () => {
    expect(await readOrderView(deps, owner)).toMatchObject({
      stage: 'ready',
      esims: [{ iccid: '8910390000000000001', activationCode: code }],
    });
  });

  it.each([
    ['queued', 'authorised', 'on_hold'],
    ['placed', 'authorised', 'preparing'],
    ['held', 'authorised', 'preparing'],
    ['allocated', 'authorised', 'preparing'],
    ['cancelled', 'voided', 'released'],
    ['delivered', 'refunded', 'refunded'],
  ] as const)('shows no code of an order that is %s and %s', async (fulfilment, payment, stage) => {
    stored = { ...delivered, fulfilment, payment };
    const view = await readOrderView(deps, owner);
    expect(view).toMatchObject({ stage, esims: [] });
    expect(JSON.stringify(view)).not.toContain('K2-SECRET');
  });

  it.each([
    ['no link', { tokens: [] }],
    ['a wrong or expired link', { tokens: ['bad'] }],
    ['another address', { tokens: [], email: 'bob@example.com' }],
    ['a malformed id', { orderId: '../x', tokens: ['good'] }],
    ['an id that does not exist', { orderId: 'view0000000000000000009', tokens: ['good'] }],
  ])('tells nothing to somebody with %s', async (_, change) => {
    const input = { ...owner, ...change };
    expect(await readOrderView(deps, input)).toBeUndefined();
    expect(await readOrderStatus(deps, input)).toBeUndefined();
  });

  it('opens for the signed-in owner of the address without a link', async () => {
    expect(await readOrderView(deps, { orderId: id, tokens: [], email: 'ana@example.com' })).toMatchObject({
      stage: 'ready',
    });
  });

  it('settles a payment that nobody has told us of, and only for its owner', async () => {
    stored = { ...delivered, payment: 'session_open', fulfilment: 'not_started' };
    await readOrderView(deps, { ...owner, tokens: [] });
    expect(settled).toBe(0);
    expect(await readOrderView(deps, owner)).toMatchObject({ stage: 'on_hold', authorisedAt: NOW });
    expect(settled).toBe(1);
  });

  it('gives the pay page of an order that is not paid', async () => {
    stored = { ...delivered, payment: 'none', fulfilment: 'not_started' };
    expect(await readOrderView(deps, owner)).toMatchObject({
      stage: 'awaiting_payment',
      payUrl: 'https://pay.example/1',
    });
  });
});

describe('readOrderStatus', () => {
  it('says where the order stands, in text, and holds no secret', async () => {
    stored = {
      ...delivered,
      payment: 'authorised',
      fulfilment: 'held',
      holdReason: 'wallet',
      authorisedAt: NOW,
    };
    expect(await readOrderStatus(deps, owner)).toEqual({
      stage: 'preparing',
      holdReason: 'wallet',
      authorisedAt: '2025-11-22T12:00:00.000Z',
      deliveredAt: '2025-11-22T12:00:00.000Z',
      now: '2025-11-22T12:00:00.000Z',
    });
  });
});

describe('readEsimMeter', () => {
  const asked = { esimId: 'esim-1', tokens: ['good'] };

  it('shows the meter to the owner alone, and only once the eSIM is theirs', async () => {
    expect(await readEsimMeter(deps, asked)).toEqual({
      orderId: id,
      profileState: 'ready_to_install',
      meter: { face: 'waiting_for_first_reading' },
    });
    expect(await readEsimMeter(deps, { ...asked, tokens: ['bad'] })).toBeUndefined();
    expect(await readEsimMeter(deps, { ...asked, esimId: 'esim-2' })).toBeUndefined();
    stored = { ...delivered, payment: 'authorised', fulfilment: 'allocated' };
    expect(await readEsimMeter(deps, asked)).toBeUndefined();
  });
});

describe('readAccount', () => {
  it('lists orders and eSIMs of the address, without codes', async () => {
    const account = await readAccount(deps, { email: 'ana@example.com' });
    expect(account).toMatchObject({ orders: [{ number: 'LF-7Q4K29' }], esims: [{ id: 'esim-1' }] });
    expect(JSON.stringify(account)).not.toContain('K2-SECRET');
    expect(await readAccount(deps, { email: 'bob@example.com' })).toEqual({
      email: 'bob@example.com',
      orders: [],
      esims: [],
    });
  });
});
