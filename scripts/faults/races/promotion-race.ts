import { type OpenOrderDeps, openOrder } from '#lib/checkout/open-order';
import { discountQuote } from '#lib/checkout/read-promotion';
import type { Quote } from '#lib/checkout/read-quote';
import { PRICING } from '#lib/config/pricing';
import type { PrismaClient } from '#lib/db/generated/client';
import { createLinkStore } from '#lib/db/link-store';
import { createOrderStore } from '#lib/db/order-store';
import { createPromotionStore } from '#lib/db/promotion-store';
import { money } from '#lib/domain/money';
import { parsePlanId } from '#lib/domain/plan';
import { type PromotionCode, parsePromotionCode } from '#lib/domain/promotion';
import { ok } from '#lib/domain/result';
import { requireValue, testOffer } from '#lib/orders/test-fulfilment';
import { quietLog } from '#lib/orders/test-payments';
import { atOnce, expectCount, type Race, type Ring } from './round.ts';

const USES = 5;
const HOUR_MS = 3_600_000;

/**
 * More checkouts than a code has uses, at once, each customer twice: every use is sold, none twice, and no customer has
 * two. Then one of the orders is abandoned, and they all try again for the use that came back.
 */
export const promotion: Race = async (ring) => {
  const { db, round } = ring;
  const code = requireValue(parsePromotionCode(`RACE-${round}`));
  const endsAt = new Date(Date.now() + HOUR_MS);
  await createPromotionStore(db).add({ code, percentOff: 10, usesMax: USES, endsAt });
  const first = await rush(ring, code, { turn: 1, admitted: USES });
  const abandoned = await db.order.findFirst({ where: { promotionCode: code } });
  if (!abandoned) return first;
  await db.order.update({ where: { id: abandoned.id }, data: { payment: 'expired' } });
  return [...first, ...(await rush(ring, code, { turn: 2, admitted: 1 }))];
};

type Rush = { turn: number; admitted: number };

async function rush({ db, parallel }: Ring, code: PromotionCode, wanted: Rush): Promise<string[]> {
  const deps = checkoutDeps(db);
  const quote = await quoteWith(db, code);
  const answers = await atOnce(parallel, (caller) =>
    openOrder(deps, {
      ...{ quote, quantity: 1, locale: 'en' },
      email: `${code}-${caller % Math.ceil(parallel / 2)}@example.com`,
      formKey: `${code}-${wanted.turn}-${caller}`,
    }),
  );
  const open = await db.order.findMany({ where: { promotionCode: code, payment: { not: 'expired' } } });
  const customers = new Set(open.map(({ email }) => email));
  const admitted = answers.filter((one) => one.status === 'fulfilled' && one.value.ok);
  const failed = answers.filter(({ status }) => status === 'rejected');
  return [
    ...expectCount('promotion code: orders with it', open.length, USES),
    ...expectCount('promotion code: customers with it', customers.size, USES),
    ...expectCount('promotion code: admitted', admitted.length, wanted.admitted),
    ...expectCount('promotion code: checkouts that threw', failed.length, 0),
  ];
}

const checkoutDeps = (db: PrismaClient): OpenOrderDeps => ({
  orders: createOrderStore(db),
  links: createLinkStore(db),
  payments: {
    createCheckout: async ({ orderId }) =>
      ok({ id: `cs_${orderId}`, state: 'open', url: `https://pay.example/${orderId}` }),
  },
  describePlan: () => 'Japan',
  pricing: PRICING,
  appUrl: 'https://shop.example',
  now: () => new Date(),
  log: quietLog,
});

async function quoteWith(db: PrismaClient, code: PromotionCode): Promise<Quote> {
  const id = requireValue(parsePlanId('zendit-race'));
  const costs = [{ minor: 500, currency: 'EUR', exponent: 2 }];
  const plan = { ...testOffer('zendit', 'race'), id, costs, prices: { EUR: 990 }, onSale: true };
  return discountQuote({ plan, price: money(990, 'EUR') }, await createPromotionStore(db).read(code));
}
