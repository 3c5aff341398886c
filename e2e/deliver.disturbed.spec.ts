import { z } from 'zod';
import { expectAccessible } from './fixtures/axe.ts';
import { expectMoney } from './fixtures/ledger.ts';
import { findPlan } from './fixtures/plans.ts';
import { awaitOrder, awaitReady, checkOut, expectPayPage, PAY, payWithCard } from './fixtures/purchase.ts';
import { CREDENTIALS, ZENDIT_URL } from './fixtures/stack.ts';
import { expect, test } from './fixtures/test.ts';
import { like, t } from './fixtures/words.ts';

test.afterEach(async ({ zendit, stripe }) => {
  await Promise.all([zendit.fail(), stripe.fail()]);
  await stripe.set({ dropWebhooks: 0 });
});

const offer = z.looseObject({ offerId: z.string(), cost: z.looseObject({ fixed: z.number() }) });

/** Zendit's offers of one country, as it states them. */
async function fetchOffers(country: string): Promise<z.infer<typeof offer>[]> {
  const response = await fetch(`${ZENDIT_URL}/v1/esim/offers?_limit=1024&_offset=0&country=${country}`, {
    headers: { authorization: `Bearer ${CREDENTIALS.zendit.apiKey}` },
  });
  const { list } = z.object({ list: z.array(z.unknown()) }).parse(await response.json());
  return list.flatMap((item) => {
    const read = offer.safeParse(item);
    return read.success ? [read.data] : [];
  });
}

test('an order is settled although every message from Stripe is lost', async ({ page, stripe, email }) => {
  const plan = await findPlan({ provider: 'zendit' });
  await stripe.set({ dropWebhooks: 1000 });
  await checkOut(page, { planId: plan.id, email });
  await payWithCard(page, 'accepted');
  const orderId = await awaitOrder(page);
  await awaitReady(page);
  await expectMoney(orderId, { kinds: ['authorised', 'captured'], amount: plan.prices.EUR ?? 0 });
});

test('a payment page that does not answer is said, and the address is kept', async ({
  page,
  stripe,
  email,
}) => {
  const plan = await findPlan({ provider: 'zendit' });
  await page.goto(`/en/checkout/${plan.id}`);
  await page.getByLabel(t('checkout.email')).fill(email);
  await stripe.fail({ match: 'POST /v1/checkout/sessions', status: 503 });
  await page.getByRole('button', { name: PAY }).click();
  await expect(
    page.getByRole('alert').filter({ hasText: t('checkout.errors.payment_unavailable') }),
  ).toBeVisible();
  await expect(page.getByLabel(t('checkout.email'))).toHaveValue(email);
  await stripe.fail();
  await page.getByRole('button', { name: PAY }).click();
  await expectPayPage(page);
});

test('a wholesaler that is down is said before the card is touched', async ({
  page,
  zendit,
  stripe,
  email,
}) => {
  const plan = await findPlan({ provider: 'zendit' });
  await page.goto(`/en/checkout/${plan.id}`);
  await page.getByLabel(t('checkout.email')).fill(email);
  const before = (await stripe.entries()).length;
  await zendit.fail({ match: 'GET /v1/esim/offers/*', status: 503 });
  await page.getByRole('button', { name: PAY }).click();
  const alert = page.getByRole('alert').filter({ hasText: t('checkout.errors.not_sellable') });
  await expect(alert).toBeVisible();
  await expect(alert.getByRole('link', { name: t('checkout.unavailable.toPlan') })).toBeVisible();
  expect((await stripe.entries()).length).toBe(before);
  await page.goto('/en/esim/japan');
  await expect(
    page.getByRole('link', { name: like(t('shop.pass.chooseLabel', { plan: '*' })) }).first(),
  ).toBeVisible();
});

test('a new price is said before payment, and is the one that is paid', async ({ page, zendit, email }) => {
  const plan = await findPlan({ provider: 'zendit', place: 'iceland', sections: ['own'] });
  await page.goto(`/en/checkout/${plan.id}`);
  await page.getByLabel(t('checkout.email')).fill(email);
  const button = page.getByRole('button', { name: PAY });
  const oldWords = (await button.textContent()) ?? '';
  const dearer = (await fetchOffers('IS')).map(({ offerId, cost, ...described }) => ({
    match: `GET /v1/esim/offers/${offerId}`,
    status: 200,
    body: { ...described, offerId, cost: { ...cost, fixed: cost.fixed * 2 } },
  }));
  await zendit.fail(...dearer);
  await button.click();
  await expect(button).not.toHaveText(oldWords);
  const newWords = /€[\d.]+/.exec((await button.textContent()) ?? '')?.[0] ?? '';
  await expect(page.getByRole('alert').filter({ hasText: t('checkout.problem') })).toContainText(
    t('checkout.errors.price_changed', { amount: newWords }),
  );
  await button.click();
  await expectPayPage(page);
  await payWithCard(page, 'accepted');
  const orderId = await awaitOrder(page);
  const amount = Math.round(Number(newWords.replace('€', '')) * 100);
  expect(amount).toBeGreaterThan(plan.prices.EUR ?? 0);
  await expectMoney(orderId, { kinds: ['authorised', 'captured'], amount });
});

test('a plan withdrawn while one was choosing is said before payment', async ({ page, zendit, email }) => {
  const plan = await findPlan({ provider: 'zendit', place: 'iceland', sections: ['own'] });
  await page.goto(`/en/checkout/${plan.id}`);
  await page.getByLabel(t('checkout.email')).fill(email);
  await zendit.fail({ match: 'GET /v1/esim/offers/*', status: 404, times: 1, body: {} });
  await page.getByRole('button', { name: PAY }).click();
  await expect(
    page.getByRole('alert').filter({ hasText: t('checkout.errors.plan_withdrawn') }),
  ).toBeVisible();
  await zendit.fail();
  await page.goto(`/en/checkout/${plan.id}`);
  await expect(
    page.getByRole('heading', { level: 1, name: t('checkout.unavailable.plan_withdrawn') }),
  ).toBeVisible();
  await expectAccessible(page, 'withdrawn');
});
