import { expect, it } from 'vitest';
import { z } from 'zod';
import { readFixtures } from '#lib/providers/read-fixtures';
import { toEsimState, toStockItem } from '#lib/providers/zim/map-esim';
import { toOffer } from '#lib/providers/zim/map-plan';
import {
  oneOf,
  zimDestinationWire,
  zimEsimWire,
  zimListedOrderWire,
  zimLocalPlansWire,
  zimOrderWire,
  zimScopesWire,
  zimSubscriptionWire,
  zimTokenWire,
  zimUsageWire,
} from '#lib/providers/zim/wire';

const fixtures = readFixtures(new URL('./fixtures/responses.json', import.meta.url));
const record = z.record(z.string(), z.unknown());
const fieldsOf = (value: unknown) => Object.keys(record.parse(Array.isArray(value) ? value[0] : value));

const PLAN = [
  'id',
  'destination',
  'region',
  'dataUnit',
  'dataValue',
  'callUnit',
  'callValue',
  'smsUnit',
  'smsValue',
  'durationUnit',
  'durationValue',
  'features',
  'prices',
];

/** Every response of ZIM's documents, the fixture that stands for it, its fields as documented, and what reads it. */
const RESPONSES: readonly (readonly [string, string, readonly string[], (body: unknown) => unknown])[] = [
  [
    'POST /oauth2/token',
    'token',
    ['access_token', 'expires_in', 'token_type'],
    (body) => zimTokenWire.parse(body),
  ],
  [
    'GET /destinations/supported_destinations',
    'destinations',
    ['name', 'isoAlpha3'],
    (body) => z.array(zimDestinationWire).parse(body),
  ],
  [
    'GET /destinations/:iso3',
    'destination',
    ['name', 'isoAlpha3', 'scopes'],
    (body) => zimScopesWire.parse(body),
  ],
  ['POST /plans/search', 'planLocal', PLAN, toOffer],
  ['GET /plans/:iso3/local', 'plansLocal', ['regular', 'unlimited'], (body) => zimLocalPlansWire.parse(body)],
  [
    'POST /orders/with-wallet',
    'order',
    ['id', 'accountID', 'planID', 'userID', 'createdAt', 'status', 'type'],
    (body) => zimOrderWire.parse(body),
  ],
  [
    'GET /orders',
    'orders',
    ['id', 'status', 'accountID', 'planID', 'userID', 'type', 'notifyRecipient'],
    (body) => zimListedOrderWire.parse(Array.isArray(body) ? body[0] : body),
  ],
  [
    'GET /esims and GET /esims/:esimID',
    'esim',
    ['id', 'iccid', 'matchingID', 'smdpPlus', 'msisdn', 'status', 'qrCodeLink'],
    (body) => oneOf(zimEsimWire).parse([body]),
  ],
  [
    'GET /subscriptions/ and GET /subscriptions/:subscriptionID',
    'subscription',
    ['id', 'esimID', 'status', 'plan'],
    (body) => oneOf(zimSubscriptionWire).parse([body]),
  ],
  [
    'GET /subscriptions/:subscriptionID/activity/latest',
    'usage',
    ['currentBalanceBytes', 'spentBalanceBytes', 'initialBalanceBytes', 'lastUpdatedAt'],
    (body) => oneOf(zimUsageWire).parse([body]),
  ],
];

it.each(RESPONSES)(
  '%s has the fixture "%s" with every documented field, and is read',
  (_, name, fields, read) => {
    expect(fieldsOf(fixtures.of(name))).toEqual(expect.arrayContaining([...fields]));
    expect(read(fixtures.of(name))).toBeTruthy();
  },
);

it('reads both lists of a destination, the unlimited one without a limit', () => {
  const { regular, unlimited } = zimLocalPlansWire.parse(fixtures.of('plansLocal'));
  expect((regular ?? []).map(toOffer)).toMatchObject([
    { ok: true, value: { offerId: 'plan_fixtureKosovo1GB', place: { kind: 'country', code: 'XK' } } },
  ]);
  expect((unlimited ?? []).map(toOffer)).toMatchObject([
    { ok: true, value: { offerId: 'plan_fixtureKosovoUnlimited', data: { kind: 'undisclosed' } } },
  ]);
});

it('reads the list items of an eSIM and a subscription as their single answers', () => {
  expect(toEsimState(fixtures.of('esim'))).toEqual({
    ok: true,
    value: { esimRef: 'esim_fixture1', state: 'ready_to_install' },
  });
  expect(toStockItem(fixtures.of('subscription'))).toMatchObject({ ok: true, value: { state: 'active' } });
});
