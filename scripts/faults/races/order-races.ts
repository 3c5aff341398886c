import { openOrder } from '#lib/checkout/open-order';
import { createEsimStore } from '#lib/db/esim-store';
import { createLinkStore } from '#lib/db/link-store';
import { createOrderStore } from '#lib/db/order-store';
import { money } from '#lib/domain/money';
import type { OrderLine } from '#lib/domain/order';
import { parsePlanId } from '#lib/domain/plan';
import { ok } from '#lib/domain/result';
import { completeOrder } from '#lib/orders/complete-order';
import { settlePayment } from '#lib/orders/settle-payment';
import {
  insertPaidOrder,
  requireValue,
  testOffer,
  testProfile,
  testVault,
} from '#lib/orders/test-fulfilment';
import { createTestPayments, insertTestOrder, quietLog } from '#lib/orders/test-payments';
import { atOnce, expectCount, type Race } from './round.ts';

const now = () => new Date();
const HOUR_MS = 3_600_000;

/** The payment of one order is told from every side at once: it becomes true once. */
export const settle: Race = async ({ db, parallel }) => {
  const orders = createOrderStore(db);
  const id = await insertTestOrder(orders);
  const { payments } = createTestPayments(id);
  const deps = { orders, payments, promiseMinutes: 15, now, log: quietLog };
  await atOnce(parallel, () => settlePayment(deps, id));
  const authorised = await db.orderEvent.count({ where: { orderId: id, kind: 'payment_authorised' } });
  const mails = await db.mail.count({ where: { orderId: id } });
  return [...expectCount('settle: moves', authorised, 1), ...expectCount('settle: mails', mails, 1)];
};

/** One form, sent again and again: one order and one pay page. */
export const doubleClick: Race = async ({ db, parallel, round }) => {
  const orders = createOrderStore(db);
  const offer = testOffer('zendit', `race-${round}`);
  const planId = requireValue(parsePlanId(`zendit-race-${round}`));
  const plan = { ...offer, id: planId, prices: { EUR: 990 }, onSale: true };
  const costs = [{ minor: 500, currency: 'EUR', exponent: 2 }] as const;
  const email = `click${round}@example.com`;
  const opened = await atOnce(parallel, () =>
    openOrder(
      {
        orders,
        links: createLinkStore(db),
        payments: {
          createCheckout: async ({ orderId }) =>
            ok({ id: `cs_${orderId}`, state: 'open', url: `https://pay.example/${orderId}` }),
        },
        describePlan: () => 'Japan',
        appUrl: 'https://shop.example',
        pricing: { taxBps: 1_900 },
        now,
        log: quietLog,
      },
      {
        quote: { plan: { ...plan, costs: [...costs] }, price: money(990, 'EUR') },
        quantity: 2,
        email,
        locale: 'en',
        formKey: `form-${round}`,
      },
    ),
  );
  const refused = opened.filter((one) => one.status === 'rejected' || !one.value.ok).length;
  const stored = await db.order.count({ where: { email } });
  const lines = await db.orderLine.count({ where: { order: { email } } });
  return [
    ...expectCount('double click: orders', stored, 1),
    ...expectCount('double click: eSIMs', lines, 2),
    ...expectCount('double click: refused', refused, 0),
  ];
};

/** The eSIM arrives at the end of its promise: the money is taken or given back, never both, and never for nothing. */
export const captureOrRelease: Race = async ({ db, parallel, round }) => {
  const orders = createOrderStore(db);
  const esims = createEsimStore(db, testVault);
  const id = await insertPaidOrder(orders, { at: new Date(Date.now() - HOUR_MS) });
  const line = requireValue((await orders.readOrder(id))?.lines[0]);
  const { payments, counts } = createTestPayments(id);
  const deps = { orders, payments, now, log: quietLog };
  await atOnce<unknown>(parallel, (number) =>
    number % 2 === 0 ? store(esims, line, round) : completeOrder(deps, id),
  );
  const order = await completeOrder(deps, id);
  const end = `${order?.payment}, ${order?.lines[0]?.fulfilment}`;
  const stored = await db.esim.count({ where: { lineId: line.id } });
  const isDelivered = end === 'captured, delivered' && counts.voided === 0 && stored === 1;
  const isReleased = end === 'voided, cancelled' && counts.captured === 0 && stored === 0;
  const ended = { orderId: id, kind: { in: ['order_ready', 'order_released'] } };
  return [
    ...(isDelivered || isReleased ? [] : [`delivery against release: ${end}, ${stored} eSIMs`]),
    ...expectCount('delivery against release: money moves', counts.captured + counts.voided, 1),
    ...expectCount('delivery against release: mails', await db.mail.count({ where: ended }), 1),
  ];
};

function store(esims: ReturnType<typeof createEsimStore>, line: OrderLine, number: number) {
  const { provider, offerId } = line.plan;
  return esims.allocate({ line, provider, offerId, profile: testProfile(number), now: now() });
}
