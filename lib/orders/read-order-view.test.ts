import { beforeEach, describe, expect, it } from 'vitest';
import type { Esim } from '#lib/db/esim-row';
import { parseIccid } from '#lib/domain/esim';
import { money } from '#lib/domain/money';
import {
  type Order,
  type OrderLine,
  type PlanSnapshot,
  parseOrderId,
  parseOrderNumber,
  toOrderLineId,
} from '#lib/domain/order';
import { parsePlanId } from '#lib/domain/plan';
import type { Refund } from '#lib/domain/refund';
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
const plan: PlanSnapshot = {
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
};
const toLine = (number: number, change: Partial<OrderLine> = {}): OrderLine => ({
  id: toOrderLineId(id, number),
  orderId: id,
  line: number,
  slot: number,
  plan,
  payment: 'captured',
  fulfilment: 'delivered',
  purchaseKey: `o-${number}`,
  deliveredAt: NOW,
  giveBack: 'none',
  attempts: 1,
  notFoundCount: 0,
  ...change,
});
const delivered: Order = {
  id,
  number: requireValue(parseOrderNumber('LF-7Q4K29')),
  email: 'ana@example.com',
  locale: 'en',
  plan,
  quantity: 1,
  unitPrice: money(990, 'EUR'),
  price: money(990, 'EUR'),
  payment: 'captured',
  refund: 'none',
  capturedMinor: 990,
  taxBps: 1_900,
  createdAt: NOW,
  lines: [toLine(1)],
};
/** The order as it is when its lines and its payment are at these points. */
const at = (payment: Order['payment'], ...changes: Partial<OrderLine>[]): Order => ({
  ...delivered,
  payment,
  quantity: changes.length,
  lines: changes.map((change, index) => toLine(index + 1, { payment, ...change })),
});
const esim: Esim = {
  id: 'esim-1',
  orderId: id,
  lineId: toOrderLineId(id, 1),
  provider: 'zendit',
  offerId: 'offer-1',
  iccid: requireValue(parseIccid('8910390000000000001')),
  esimRef: 'esim-1',
  subscriptionRef: 'subscription-1',
  profileState: 'ready_to_install',
};

let stored: Order;
let settled: number;
let refunds: Refund[];
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
  refunds: { listOf: async () => refunds },
  refundPolicy: { unusedDays: 180, partlyUsedDays: 14 },
  substitutes: {
    plans: { read: async () => undefined, listReplacements: async () => [] },
    dearerBps: 0,
    now: () => NOW,
  },
  links: { opens: async (order, tokens) => order === id && tokens.includes('good') },
  findProvider: () => undefined,
  readPayUrl: async () => 'https://pay.example/1',
  settlePayment: async () => {
    settled += 1;
    stored = { ...at('authorised', { fulfilment: 'queued' }), authorisedAt: NOW };
  },
  now: () => NOW,
};
beforeEach(() => {
  stored = delivered;
  settled = 0;
  refunds = [];
});
const owner = { orderId: id, tokens: ['good'] };

describe('readOrderView', () => {
  it('shows the codes to whoever holds the link of a delivered order', async () => {
    expect(await readOrderView(deps, owner)).toMatchObject({
      stage: 'ready',
      settled: true,
      captured: { minor: 990, currency: 'EUR' },
      slots: [{ slot: 1, kind: 'ready', esim: { iccid: '8910390000000000001', activationCode: code } }],
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
    stored = at(payment, { fulfilment });
    const view = await readOrderView(deps, owner);
    expect(view).toMatchObject({ stage, slots: [{ slot: 1 }] });
    expect(view?.slots[0]).not.toHaveProperty('esim');
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
    stored = at('session_open', { fulfilment: 'not_started' });
    await readOrderView(deps, { ...owner, tokens: [] });
    expect(settled).toBe(0);
    expect(await readOrderView(deps, owner)).toMatchObject({ stage: 'on_hold', authorisedAt: NOW });
    expect(settled).toBe(1);
  });

  it('gives the pay page of an order that is not paid', async () => {
    stored = at('none', { fulfilment: 'not_started' });
    expect(await readOrderView(deps, owner)).toMatchObject({
      stage: 'awaiting_payment',
      payUrl: 'https://pay.example/1',
    });
  });
});

describe('an order of several', () => {
  const waiting: Partial<OrderLine> = { fulfilment: 'held', holdReason: 'wallet' };

  it('shows what is here while the rest is waited for', async () => {
    stored = at('authorised', {}, waiting, { fulfilment: 'allocated' });
    expect(await readOrderView(deps, owner)).toMatchObject({
      stage: 'ready',
      settled: false,
      slots: [
        { slot: 1, kind: 'ready', esim: { activationCode: code } },
        { slot: 2, kind: 'waiting', holdReason: 'wallet' },
        { slot: 3, kind: 'waiting' },
      ],
    });
    expect(await readOrderStatus(deps, owner)).toMatchObject({ ready: 1, quantity: 3, settled: false });
  });

  it('says what did not arrive and what was charged for the others', async () => {
    const gone = { fulfilment: 'cancelled' } as const;
    stored = { ...at('captured', {}, gone), price: money(1980, 'EUR') };
    expect(await readOrderView(deps, owner)).toMatchObject({
      stage: 'ready',
      settled: true,
      price: { minor: 1980 },
      captured: { minor: 990 },
      slots: [{ kind: 'ready' }, { slot: 2, kind: 'not_delivered' }],
    });
  });

  it('shows the substitute in the slot of the line that was given up for it', async () => {
    const given = { fulfilment: 'cancelled', slot: 1 } as const;
    stored = { ...at('authorised', given, waiting, { ...waiting, slot: 1 }), quantity: 2 };
    expect((await readOrderView(deps, owner))?.slots).toMatchObject([
      { slot: 1, lineId: `${id}-3`, kind: 'waiting' },
      { slot: 2, lineId: `${id}-2`, kind: 'waiting' },
    ]);
  });
});

describe('readOrderStatus', () => {
  it('says where the order stands, in text, and holds no secret', async () => {
    stored = { ...at('authorised', { fulfilment: 'held', holdReason: 'wallet' }), authorisedAt: NOW };
    expect(await readOrderStatus(deps, owner)).toEqual({
      stage: 'preparing',
      ready: 0,
      quantity: 1,
      settled: false,
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
    stored = at('authorised', { fulfilment: 'allocated' });
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
