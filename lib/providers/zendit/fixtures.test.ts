import { expect, it } from 'vitest';
import { z } from 'zod';
import { readFixtures } from '#lib/providers/read-fixtures';
import { toOffer } from '#lib/providers/zendit/map-offer';
import { toFailure } from '#lib/providers/zendit/map-purchase';
import { readZenditWebhookKey } from '#lib/providers/zendit/webhook';
import {
  zenditAcceptedWire,
  zenditBalanceWire,
  zenditErrorWire,
  zenditPageWire,
  zenditPlansWire,
  zenditPurchaseWire,
  zenditRefundWire,
} from '#lib/providers/zendit/wire';

const fixtures = readFixtures(new URL('./fixtures/responses.json', import.meta.url));
const record = z.record(z.string(), z.unknown());
const fieldsOf = (value: unknown) => Object.keys(record.parse(value));
const page = (name: string) => ({ limit: 1024, offset: 0, total: 1, list: [fixtures.of(name)] });

const DESCRIBED = [
  'brand',
  'country',
  'createdAt',
  'dataGB',
  'dataSpeeds',
  'dataUnlimited',
  'durationDays',
  'notes',
  'offerId',
  'priceType',
  'productType',
  'regions',
  'roaming',
  'shortNotes',
  'smsNumber',
  'smsUnlimited',
  'subTypes',
  'updatedAt',
  'voiceMinutes',
  'voiceUnlimited',
];
const PURCHASE = [
  ...DESCRIBED,
  'confirmation',
  'cost',
  'costCurrency',
  'costCurrencyDivisor',
  'log',
  'price',
  'priceCurrency',
  'priceCurrencyDivisor',
  'status',
  'transactionId',
  'value',
];
const REFUND = [
  'amount',
  'createdAt',
  'currency',
  'log',
  'productType',
  'refundedTransactionId',
  'status',
  'type',
  'updatedAt',
];

/** Every JSON response of Zendit's reference, the fixture that stands for it, its fields, and what reads it. */
const RESPONSES: readonly (readonly [string, string, readonly string[], (body: unknown) => unknown])[] = [
  ['GET /esim/offers/{offerId}', 'offer', [...DESCRIBED, 'cost', 'enabled', 'price'], toOffer],
  ['POST /esim/purchases', 'accepted', ['status', 'transactionId'], (body) => zenditAcceptedWire.parse(body)],
  [
    'GET /esim/purchases/{transactionId}',
    'purchaseDone',
    PURCHASE,
    (body) => zenditPurchaseWire.parse(body).confirmation,
  ],
  ['GET /esim/{iccId}/plans', 'plans', ['list', 'total'], (body) => zenditPlansWire.parse(body)],
  ['GET /esim/purchases/{transactionId}/refund', 'refund', REFUND, (body) => zenditRefundWire.parse(body)],
  ['a refund that failed', 'refundRefused', [...REFUND, 'error'], (body) => zenditRefundWire.parse(body)],
  [
    'POST /esim/purchases/{transactionId}/refund',
    'refundStarted',
    ['status'],
    (body) => zenditRefundWire.parse(body),
  ],
  [
    'GET /balance',
    'balance',
    ['availableBalance', 'currency', 'currencyDivisor'],
    (body) => zenditBalanceWire.parse(body),
  ],
  [
    'any refusal',
    'refused',
    ['errorCode', 'message', 'fields'],
    (body) => zenditErrorWire.parse(body).fields,
  ],
];

it.each(RESPONSES)(
  '%s has the fixture "%s" with every documented field, and is read',
  (_, name, fields, read) => {
    expect(fieldsOf(fixtures.of(name))).toEqual(expect.arrayContaining([...fields]));
    expect(read(fixtures.of(name))).toBeTruthy();
  },
);

it.each([
  ['cost', ['currency', 'currencyDivisor', 'fixed', 'fx', 'max', 'min']],
  [
    'price',
    ['currency', 'currencyDivisor', 'fixed', 'fx', 'margin', 'max', 'min', 'suggestedFixed', 'suggestedFx'],
  ],
])('the %s of an offer has every documented field, and only the cost is read', (name, fields) => {
  expect(fieldsOf(record.parse(fixtures.of('offer'))[name])).toEqual(expect.arrayContaining(fields));
  expect(toOffer(fixtures.of('offer'))).toMatchObject({
    value: { costs: [{ minor: 320, currency: 'USD', exponent: 2 }] },
  });
});

it('a confirmation has every documented field', () => {
  const { confirmation } = record.parse(fixtures.of('purchaseDone'));
  expect(fieldsOf(confirmation).sort()).toEqual([
    'activationCode',
    'externalReferenceId',
    'iccid',
    'redemptionInstructions',
    'smdpAddress',
  ]);
});

it('the error of a purchase has every documented field, and its code is read', () => {
  const body = fixtures.of('purchaseBroke');
  expect(fieldsOf(record.parse(body).error).sort()).toEqual(['code', 'description', 'message']);
  expect(toFailure(zenditPurchaseWire.parse(body))).toBe('wallet');
});

it.each(['offer', 'purchaseDone'])('a page of "%s" is read by its list and total', (name) => {
  expect(zenditPageWire.parse(page(name))).toEqual({ list: [fixtures.of(name)], total: 1 });
});

it('the body of the webhook is a purchase, of which the transaction alone is read', () => {
  expect(readZenditWebhookKey(fixtures.text('purchaseDone'))).toBe('o-fixture-1');
});
