import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOverview } from '#lib/audit/read-overview';
import { readTimeline } from '#lib/audit/read-timeline';
import { runAudit } from '#lib/audit/run-audit';
import {
  ago,
  esimRow,
  insertDelivered,
  insertWaiting,
  orderId,
  orderNumber,
  poolRow,
  refundRow,
} from '#lib/audit/test-rows';
import { createAuditStore } from '#lib/db/audit-store';
import { createOperationsStore } from '#lib/db/operations-store';
import { createPromotionStore } from '#lib/db/promotion-store';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import { createTimelineStore } from '#lib/db/timeline-store';

const OPERATOR = 'op@example.com';
const LINE = `${orderId(1)}-1`;
let database: TestDatabase;

beforeAll(async () => {
  database = await startTestDatabase();
  const { db } = database;
  await db.promotion.create({ data: { code: 'SUMMER10', percentOff: 10, usesMax: 5, endsAt: ago(-60) } });
  await insertDelivered(db, 1, {
    order: { capturedMinor: 700, promotionCode: 'SUMMER10', discountMinor: 55 },
  });
  await db.refund.create({ data: refundRow(1, { state: 'manual', failure: 'no_funds' }) });
  await insertWaiting(db, 2, { line: { fulfilment: 'held', holdReason: 'wallet' } });
  const call = { provider: 'zim', offerId: 'plan-1', causedBy: LINE };
  await db.purchaseAttempt.createMany({
    data: [
      { ...call, state: 'accepted', sentAt: ago(61), answeredAt: ago(60), note: 'sub-1', reference: 'zim-1' },
      { ...call, state: 'accepted', sentAt: ago(41), answeredAt: ago(40), note: 'sub-2', reference: 'zim-2' },
      { ...call, state: 'ambiguous', sentAt: ago(30), note: 'sub-3' },
      { ...call, state: 'ambiguous', sentAt: ago(20) },
      { ...call, state: 'ambiguous', sentAt: ago(25 * 60) },
    ],
  });
  await db.poolItem.createMany({
    data: [
      poolRow('sub-0', { origin: 'baseline', firstSeenAt: ago(90) }),
      poolRow('sub-1', { lineId: LINE, firstSeenAt: ago(59) }),
      poolRow('sub-2', { firstSeenAt: ago(37) }),
      poolRow('sub-3', { firstSeenAt: ago(29) }),
      poolRow('sub-4', { origin: 'quarantine' }),
    ],
  });
  await runAudit({
    audit: createAuditStore(db),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
});
afterAll(() => database.close());

function stores() {
  const { db } = database;
  return {
    operators: [OPERATOR],
    audit: createAuditStore(db),
    operations: createOperationsStore(db),
    promotions: createPromotionStore(db),
    timelines: createTimelineStore(db),
    readWholesalers: async () => [{ provider: 'zim' as const, sellable: true, breaker: 'closed' }],
    now: () => new Date(),
  };
}

describe.each([
  ['nobody', undefined],
  ['a customer', 'ana@example.com'],
  ['nothing', ''],
])('%s', (_, email) => {
  it('is shown neither the overview nor an order', async () => {
    expect(await readOverview(stores(), { email })).toBeUndefined();
    expect(await readTimeline(stores(), { number: orderNumber(1), email })).toBeUndefined();
  });
});

describe('an operator', () => {
  it('sees what needs a person', async () => {
    const overview = await readOverview(stores(), { email: OPERATOR });
    expect(overview?.breaks.map(({ kind, orderNumber }) => [kind, orderNumber])).toEqual([
      ['charged_undelivered', orderNumber(1)],
      ['pool_item_quarantined', undefined],
      ['refund_needs_person', orderNumber(1)],
    ]);
    expect(overview?.held).toMatchObject([{ number: orderNumber(2), what: 1, reason: 'wallet' }]);
    expect(overview?.refunds).toMatchObject([
      { number: orderNumber(1), position: 1, state: 'manual', amountMinor: 500, failure: 'no_funds' },
    ]);
    expect(overview?.wholesalers).toEqual([{ provider: 'zim', sellable: true, breaker: 'closed' }]);
  });

  it('sees what lies in the pool, and how long eSIMs took to appear in it', async () => {
    const overview = await readOverview(stores(), { email: OPERATOR });
    expect(overview?.pool).toMatchObject([
      {
        provider: 'zim',
        offerId: 'plan-1',
        free: 2,
        quarantined: 1,
        baseline: 1,
        ambiguous: 2,
        explained: 1,
      },
    ]);
    const lag = overview?.pool[0]?.lag;
    expect([lag?.purchases, Math.round(lag?.p50Seconds ?? 0), Math.round(lag?.p995Seconds ?? 0)]).toEqual([
      2, 120, 179,
    ]);
    expect(overview?.pool[0]?.oldestFreeAt?.getTime()).toBeLessThan(ago(36).getTime());
  });

  it('sees how often a promotion code was used, and which order has it', async () => {
    const overview = await readOverview(stores(), { email: OPERATOR });
    expect(overview?.promotions).toMatchObject([
      { code: 'SUMMER10', percentOff: 10, phase: 'running', uses: 1, usesMax: 5 },
    ]);
    const order = await readTimeline(stores(), { number: orderNumber(1), email: OPERATOR });
    expect(order?.promotion).toEqual({ code: 'SUMMER10', discountMinor: 55 });
  });

  it('reads the way of an order, without its codes and its whole address', async () => {
    const order = await readTimeline(stores(), { number: orderNumber(1).toLowerCase(), email: OPERATOR });
    expect(order).toMatchObject({ maskedEmail: 'a…@example.com', payment: 'captured', capturedMinor: 700 });
    expect(order?.events.map(({ kind, detail }) => [kind, detail])).toContainEqual([
      'esim_allocated',
      'line: 1',
    ]);
    expect(order?.attempts.map(({ kind }) => kind)).toEqual([
      'ambiguous',
      'accepted',
      'accepted',
      'ambiguous',
      'ambiguous',
    ]);
    expect(order?.breaks.map(({ kind }) => kind)).toEqual(['charged_undelivered', 'refund_needs_person']);
    const text = JSON.stringify(order);
    for (const secret of ['ana@example.com', esimRow(LINE).sealedCode, esimRow(LINE).iccid])
      expect(text).not.toContain(secret);
  });

  it.each(['LF-999999', 'nonsense'])('finds no order %s', async (number) => {
    expect(await readTimeline(stores(), { number, email: OPERATOR })).toBeUndefined();
  });
});
