import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { INVARIANTS } from '#lib/audit/invariants';
import { runAudit } from '#lib/audit/run-audit';
import {
  ago,
  clearRows,
  esimRow,
  insertDelivered,
  insertOrder,
  insertWaiting,
  lineRow,
  orderId,
  orderNumber,
  poolRow,
  refundRow,
} from '#lib/audit/test-rows';
import { type AuditStore, type BreakKind, createAuditStore } from '#lib/db/audit-store';
import type { PrismaClient } from '#lib/db/generated/client';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';

let database: TestDatabase;
let db: PrismaClient;
let audit: AuditStore;

beforeAll(async () => {
  database = await startTestDatabase();
  db = database.db;
  audit = createAuditStore(db);
});
afterAll(() => database.close());
beforeEach(() => clearRows(db));

const [ID, LINE] = [orderId(1), `${orderId(1)}-1`];
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const run = () => runAudit({ audit, log: quiet });

/** A shop in the midst of its work: every state that an order may be found in. */
async function insertSoundShop(): Promise<void> {
  await insertDelivered(db, 11);
  await insertDelivered(db, 12, {
    order: { payment: 'partly_refunded', quantity: 2, priceMinor: 1_000, nextActionAt: null },
    events: ['payment_captured', 'esim_allocated', 'payment_partly_refunded'],
  });
  await db.refund.create({ data: refundRow(12) });
  await db.orderLine.create({ data: lineRow(12, 2, { fulfilment: 'cancelled', cancelledAt: ago(15) }) });
  await insertWaiting(db, 13);
  await insertWaiting(db, 14, { line: { fulfilment: 'held', holdReason: 'wallet' } });
  await insertOrder(db, 15, {
    order: { payment: 'session_open', nextActionAt: ago(-30), authorisedAt: null },
  });
  await insertOrder(db, 16, {
    order: { payment: 'voided' },
    line: { fulfilment: 'cancelled', cancelledAt: ago(5) },
  });
  await insertOrder(db, 17, {
    order: { payment: 'expired', authorisedAt: null },
    events: ['payment_expired'],
  });
  await db.purchaseAttempt.createMany({
    data: [
      {
        provider: 'zim',
        offerId: 'plan-1',
        causedBy: LINE,
        state: 'accepted',
        sentAt: ago(60),
        note: 'sub-1',
      },
      { provider: 'zim', offerId: 'plan-1', causedBy: LINE, state: 'accepted', sentAt: ago(20) },
      { provider: 'zim', offerId: 'plan-1', causedBy: LINE, state: 'ambiguous', sentAt: ago(60) },
    ],
  });
  await db.poolItem.createMany({
    data: [
      poolRow('sub-0', { origin: 'baseline' }),
      poolRow('sub-1', { lineId: `${orderId(11)}-1` }),
      poolRow('sub-2'),
    ],
  });
  await db.inboxEvent.create({ data: { source: 'stripe', eventId: 'e1', type: 't', receivedAt: ago(30) } });
  await db.mail.createMany({
    data: ['order_received', 'order_ready'].map((kind) => ({
      dedupeKey: `${kind}:${orderId(11)}`,
      kind,
      to: 'ana@example.com',
      locale: 'en',
      orderId: orderId(11),
      data: {},
      createdAt: ago(90),
      sentAt: ago(89),
    })),
  });
  await db.bookDifference.createMany({
    data: ['doubled', 'unknown'].map((kind) => ({
      provider: 'zim',
      ref: 'ordr_1',
      kind,
      detail: 'booked',
      settledAt: ago(5),
    })),
  });
  await db.task.create({ data: { name: 'audit', nextRunAt: ago(0), lastRunAt: ago(5) } });
}

type Violation = { subject: string; insert: () => Promise<unknown> };

const mail = (dedupeKey: string, change: object) => ({
  data: {
    dedupeKey,
    kind: 'order_ready',
    to: 'ana@example.com',
    locale: 'en',
    orderId: ID,
    data: {},
    ...change,
  },
});
const updateOrder = (data: object) => db.order.update({ where: { id: ID }, data });
const insertDifference = (provider: string, difference: { ref: string; kind: string }) =>
  db.bookDifference.create({ data: { provider, ...difference, detail: 'booked twice' } });
const insertStrayEvent = (type: string) => {
  const row = { source: 'stripe', eventId: `evt_${type}`, type, note: 'order_unknown', handledAt: ago(1) };
  return db.inboxEvent.create({ data: { ...row, hint: { paymentId: 'pi_1', createdAt: ago(1) } } });
};
const updateLine = (data: object) => db.orderLine.update({ where: { id: LINE }, data });

const VIOLATIONS: Record<BreakKind, Violation> = {
  charged_undelivered: {
    subject: ID,
    insert: () => insertDelivered(db, 1, { order: { quantity: 2, priceMinor: 1_000, capturedMinor: 1_000 } }),
  },
  delivered_undercharged: {
    subject: ID,
    insert: () => insertDelivered(db, 1, { order: { capturedMinor: 499 } }),
  },
  delivered_unpaid: {
    subject: LINE,
    insert: () =>
      insertDelivered(db, 1, { order: { payment: 'voided' }, events: ['payment_voided', 'esim_allocated'] }),
  },
  promise_overrun: {
    subject: ID,
    insert: () => insertWaiting(db, 1, { order: { promiseUntil: ago(11) } }),
  },
  line_left_open: {
    subject: LINE,
    insert: () => insertOrder(db, 1, { order: { payment: 'voided' }, line: { fulfilment: 'queued' } }),
  },
  refunds_exceed_payment: {
    subject: ID,
    insert: async () => {
      await insertDelivered(db, 1);
      await db.refund.create({ data: refundRow(1, { amountMinor: 501 }) });
    },
  },
  refund_needs_person: {
    subject: ID,
    insert: async () => {
      await insertDelivered(db, 1, { order: { nextActionAt: ago(0) } });
      await db.refund.create({ data: refundRow(1, { state: 'requested', createdAt: ago(24 * 60 + 1) }) });
    },
  },
  payment_without_order: {
    subject: 'pi_1',
    insert: () => insertStrayEvent('payment_intent.succeeded'),
  },
  dispute_open: {
    subject: ID,
    insert: () =>
      insertDelivered(db, 1, {
        order: { payment: 'disputed' },
        events: ['payment_disputed', 'esim_allocated'],
      }),
  },
  order_in_review: {
    subject: ID,
    insert: () => insertOrder(db, 1, { order: { payment: 'session_open', holdReason: 'review' } }),
  },
  silent_change: {
    subject: ID,
    insert: () => insertDelivered(db, 1, { events: ['payment_authorised', 'esim_allocated'] }),
  },
  esim_shared: {
    subject: LINE,
    insert: async () => {
      await insertDelivered(db, 1);
      await insertDelivered(db, 2);
      const shared = { iccid: `iccid-${LINE}`, matchingHash: 'another' };
      await db.esim.update({ where: { lineId: `${orderId(2)}-1` }, data: shared });
    },
  },
  arrived_without_esim: {
    subject: LINE,
    insert: async () => {
      await insertDelivered(db, 1);
      await db.esim.delete({ where: { lineId: LINE } });
    },
  },
  code_unsealed: {
    subject: LINE,
    insert: async () => {
      await insertDelivered(db, 1);
      await db.esim.update({ where: { lineId: LINE }, data: { sealedCode: 'K2-SECRET' } });
    },
  },
  pool_overclaimed: {
    subject: 'zim/plan-9',
    insert: () => db.poolItem.create({ data: poolRow('sub-9', { offerId: 'plan-9' }) }),
  },
  pool_item_not_ours_sold: {
    subject: 'zim/sub-9',
    insert: async () => {
      await insertDelivered(db, 1);
      await db.purchaseAttempt.create({
        data: { provider: 'zim', offerId: 'plan-9', causedBy: LINE, state: 'accepted' },
      });
      await db.poolItem.create({
        data: poolRow('sub-9', { offerId: 'plan-9', origin: 'baseline', lineId: LINE }),
      });
    },
  },
  pool_item_stranded: {
    subject: 'zim/sub-9',
    insert: async () => {
      await insertOrder(db, 1, {
        order: { payment: 'voided' },
        line: { fulfilment: 'cancelled', cancelledAt: ago(61) },
      });
      await db.poolItem.create({ data: poolRow('sub-9', { offerId: 'plan-1', lineId: LINE }) });
    },
  },
  pool_item_quarantined: {
    subject: 'zim/sub-9',
    insert: () => db.poolItem.create({ data: poolRow('sub-9', { origin: 'quarantine' }) }),
  },
  purchase_unseen: {
    subject: 'attempt-9',
    insert: () =>
      db.purchaseAttempt.create({
        data: {
          id: 'attempt-9',
          provider: 'zim',
          offerId: 'p',
          causedBy: LINE,
          state: 'accepted',
          sentAt: ago(31),
        },
      }),
  },
  purchase_doubled: {
    subject: 'zendit/o-twice',
    insert: () => insertDifference('zendit', { ref: 'o-twice', kind: 'doubled' }),
  },
  purchase_unknown: {
    subject: 'zim/ordr_9',
    insert: () => insertDifference('zim', { ref: 'ordr_9', kind: 'unknown' }),
  },
  give_back_refused: {
    subject: LINE,
    insert: () =>
      insertOrder(db, 1, {
        order: { payment: 'voided' },
        line: { fulfilment: 'cancelled', giveBack: 'refused' },
      }),
  },
  forgotten: {
    subject: LINE,
    insert: () => insertWaiting(db, 1, { line: { nextActionAt: null } }),
  },
  withdrawal_open: {
    subject: ID,
    insert: () => insertDelivered(db, 1, { order: { withdrawalOpenSince: ago(11), nextActionAt: ago(-1) } }),
  },
  overdue: {
    subject: LINE,
    insert: () => insertWaiting(db, 1, { line: { nextActionAt: ago(11) } }),
  },
  failing: {
    subject: LINE,
    insert: () => insertWaiting(db, 1, { line: { failureCount: 5 } }),
  },
  lease_stuck: {
    subject: LINE,
    insert: () => insertWaiting(db, 1, { line: { leaseToken: 'gone', leaseUntil: ago(11) } }),
  },
  line_held: {
    subject: LINE,
    insert: () =>
      insertWaiting(db, 1, {
        order: { authorisedAt: ago(11) },
        line: { fulfilment: 'held', holdReason: 'breaker' },
      }),
  },
  event_unhandled: {
    subject: 'stripe/evt_9',
    insert: () =>
      db.inboxEvent.create({ data: { source: 'stripe', eventId: 'evt_9', type: 't', receivedAt: ago(61) } }),
  },
  mail_unsent: {
    subject: ID,
    insert: async () => {
      await insertDelivered(db, 1);
      await db.mail.create(mail('late', { createdAt: ago(61) }));
    },
  },
  mail_repeated: {
    subject: ID,
    insert: async () => {
      await insertDelivered(db, 1);
      for (const key of ['one', 'two']) await db.mail.create(mail(key, { sentAt: ago(1) }));
    },
  },
  task_failing: {
    subject: 'catalogue-sync',
    insert: () => db.task.create({ data: { name: 'catalogue-sync', lastError: 'no answer' } }),
  },
};

const found = async () => (await run()).map(({ kind, subject }) => ({ kind, subject }));

describe('the audit', () => {
  it('finds nothing in a shop at work', async () => {
    await insertSoundShop();
    expect(await run()).toEqual([]);
  });

  it.each(Object.entries(VIOLATIONS))('finds %s, and nothing else', async (kind, { subject, insert }) => {
    await insertSoundShop();
    await insert();
    expect(await found()).toEqual([{ kind, subject }]);
  });

  it.each([
    ['an order', ID, () => updateOrder({ nextActionAt: null })],
    ['a give-back', LINE, () => updateLine({ giveBack: 'due', nextActionAt: null, fulfilment: 'cancelled' })],
    ['a refund', ID, () => db.refund.create({ data: refundRow(1, { state: 'due' }) })],
  ])('finds %s that nobody would look at again', async (what, subject, change) => {
    if (what === 'a refund') await insertDelivered(db, 1);
    else await insertWaiting(db, 1);
    await change();
    expect(await found()).toEqual([{ kind: 'forgotten', subject }]);
  });

  it('finds nothing in the mail about a delay that was over before it was sent', async () => {
    await insertDelivered(db, 1);
    await db.mail.create(mail('delay', { kind: 'order_delayed', createdAt: ago(61), nextTryAt: null }));
    expect(await run()).toEqual([]);
  });

  it('finds nothing in a stray payment that went back', async () => {
    await insertStrayEvent('payment_intent.amount_capturable_updated');
    await insertStrayEvent('payment_intent.canceled');
    expect(await run()).toEqual([]);
  });

  it('finds an eSIM whose code two lines hold', async () => {
    await insertDelivered(db, 1);
    await insertDelivered(db, 2);
    const { matchingHash } = esimRow(LINE);
    await db.esim.update({ where: { lineId: `${orderId(2)}-1` }, data: { matchingHash } });
    expect(await found()).toEqual([{ kind: 'esim_shared', subject: LINE }]);
  });

  it('says what a break means, what to do, and which order it is about', async () => {
    await insertDelivered(db, 1, { order: { capturedMinor: 700 } });
    expect(await run()).toMatchObject([
      {
        kind: 'charged_undelivered',
        detail: 'taken 700, delivered 500',
        orderNumber: orderNumber(1),
        ...INVARIANTS.charged_undelivered,
      },
    ]);
  });
});

it('is explained in the runbook in the same words', () => {
  const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
  const rows = [...runbook.matchAll(/^\| `(\w+)` +\| (.+?) +\| (.+?) +\|$/gm)];
  const told = rows.map(([, kind, meaning, mend]) => [kind, { meaning, mend }]);
  expect(Object.fromEntries(told)).toEqual(INVARIANTS);
});

describe('a break', () => {
  it('is an error in the log once, is resolved when it is gone, and opens anew when it is back', async () => {
    const logged: unknown[] = [];
    const log = { ...quiet, error: (_: string, fields: unknown) => logged.push(fields) };
    await insertDelivered(db, 1, { order: { capturedMinor: 700 } });
    const [first] = await runAudit({ audit, log });
    const [second] = await runAudit({ audit, log });
    expect(logged).toEqual([
      { kind: 'charged_undelivered', subject: ID, reason: 'taken 700, delivered 500' },
    ]);
    expect(second?.foundAt).toEqual(first?.foundAt);
    await updateOrder({ capturedMinor: 500 });
    expect(await runAudit({ audit, log })).toEqual([]);
    expect(await db.break.findMany()).toMatchObject([{ subject: ID, resolvedAt: expect.any(Date) }]);
    await updateOrder({ capturedMinor: 600 });
    expect(await runAudit({ audit, log })).toMatchObject([{ detail: 'taken 600, delivered 500' }]);
    expect(logged).toHaveLength(2);
  });
});
