import type { Page } from '@playwright/test';
import { expectAccessible } from './fixtures/axe.ts';
import { expectMoney, readMoney } from './fixtures/ledger.ts';
import { findPlan, type PlanCard } from './fixtures/plans.ts';
import { addPromotion, endPromotion } from './fixtures/promotions.ts';
import { awaitOrder, expectPayPage, payWithCard } from './fixtures/purchase.ts';
import { expect, test } from './fixtures/test.ts';
import { t } from './fixtures/words.ts';

const listMinor = (plan: PlanCard) => plan.prices.EUR ?? 0;
const discounted = (plan: PlanCard) => Math.floor((listMinor(plan) * 90) / 100);
const euros = (minor: number) => `€${(minor / 100).toFixed(2)}`;
const payButton = (page: Page, minor: number) =>
  page.getByRole('button', { name: t('checkout.pay', { amount: euros(minor) }), exact: true });
const appliedLine = (code: string, plan: PlanCard) => {
  const amount = euros(listMinor(plan) - discounted(plan));
  return t('checkout.promotion.applied', { code, percent: '10%', amount });
};

async function openCheckout(page: Page, plan: PlanCard): Promise<void> {
  await page.goto(`/en/checkout/${plan.id}`);
  await page.getByText(t('checkout.promotion.question')).click();
}

async function applyCode(page: Page, code: string): Promise<void> {
  await page.getByLabel(t('checkout.promotion.label')).fill(code);
  await page.getByRole('button', { name: t('checkout.promotion.apply') }).click();
}

test('a code takes its share off the button, the hold and the receipt', async ({ page, email }) => {
  const plan = await findPlan({ provider: 'zendit' });
  const code = await addPromotion({ percent: 10, uses: 1 });
  await openCheckout(page, plan);
  await page.getByLabel(t('checkout.email')).fill(email);
  await page.getByLabel(t('checkout.quantity')).selectOption('2');
  await applyCode(page, ` ${code.toLowerCase()} `);
  await expect(page.getByText(appliedLine(code, plan))).toBeVisible();
  await expect(page.getByLabel(t('checkout.email'))).toHaveValue(email);
  await expectAccessible(page, 'code applied');
  await payButton(page, 2 * discounted(plan)).click();
  await expectPayPage(page);
  await payWithCard(page, 'accepted');
  const orderId = await awaitOrder(page);
  await expect(
    page.getByRole('heading', { level: 1, name: t('order.titleMany.ready', { count: 2 }) }),
  ).toBeVisible({ timeout: 40_000 });
  await expectMoney(orderId, { kinds: ['authorised', 'captured'], amount: 2 * discounted(plan) });
  const amounts = { amount: euros(discounted(plan)), list: euros(listMinor(plan)) };
  await expect(page.getByText(t('order.promotion', { ...amounts, code, count: 2 }))).toBeVisible();

  await page.getByRole('link', { name: t('receipt.page'), exact: true }).click();
  const row = page.getByRole('row', { name: t('receipt.discount', { code }) });
  await expect(row).toContainText(`-${euros(2 * (listMinor(plan) - discounted(plan)))}`);
  await expect(page.getByRole('article')).toContainText(euros(2 * listMinor(plan)));
});

test('a code that is not valid says so, and the full price can still be paid', async ({ page, email }) => {
  const plan = await findPlan({ provider: 'zendit' });
  await openCheckout(page, plan);
  await applyCode(page, 'NO-SUCH-CODE');
  const problem = page.getByRole('alert').filter({ hasText: t('checkout.problem') });
  await expect(problem).toBeFocused();
  await expect(problem).toContainText(t('checkout.promotion.refused.not_valid'));
  await expectAccessible(page, 'code refused');
  await page.getByLabel(t('checkout.email')).fill(email);
  await page.getByLabel(t('checkout.email')).press('Enter');
  await expectPayPage(page);
  await expect(page.getByRole('button', { name: euros(listMinor(plan)) })).toBeVisible();
});

test('a code that ended after it was applied is told before anything is held', async ({ page, email }) => {
  const plan = await findPlan({ provider: 'zendit' });
  const code = await addPromotion({ percent: 10, uses: 5 });
  await openCheckout(page, plan);
  await page.getByLabel(t('checkout.email')).fill(email);
  await applyCode(page, code);
  await payButton(page, discounted(plan)).click({ trial: true });
  await endPromotion(code);
  await payButton(page, discounted(plan)).click();
  await expect(page.getByRole('alert').filter({ hasText: t('checkout.problem') })).toContainText(
    t('checkout.promotion.refused.not_valid'),
  );
  await payButton(page, listMinor(plan)).click();
  await expectPayPage(page);
});

test('without JavaScript a typed code is applied first, can be removed, and is had once', async ({
  openBrowser,
  email,
}) => {
  const page = await (await openBrowser({ javaScriptEnabled: false })).newPage();
  const plan = await findPlan({ provider: 'zendit' });
  const code = await addPromotion({ percent: 10, uses: 5 });
  await openCheckout(page, plan);
  await page.getByLabel(t('checkout.email')).fill(email);
  await page.getByLabel(t('checkout.promotion.label')).fill(code);
  await payButton(page, listMinor(plan)).click();
  await expect(page.getByText(t('checkout.promotion.notPaid'))).toBeVisible();
  await page.getByRole('button', { name: t('checkout.promotion.remove') }).click();
  await expect(payButton(page, listMinor(plan))).toBeVisible();
  await page.getByText(t('checkout.promotion.question')).click();
  await applyCode(page, code);
  await expect(page.getByText(appliedLine(code, plan))).toBeVisible();
  await payButton(page, discounted(plan)).click();
  await expectPayPage(page);
  await payWithCard(page, 'accepted');
  const orderId = await awaitOrder(page);
  await expect.poll(async () => (await readMoney(orderId)).at(0)?.amount).toBe(discounted(plan));

  await openCheckout(page, plan);
  await applyCode(page, code);
  await page.getByLabel(t('checkout.email')).fill(email);
  await payButton(page, discounted(plan)).click();
  await expect(page.getByRole('alert')).toContainText(t('checkout.promotion.refused.used_by_you'));
  await expect(payButton(page, listMinor(plan))).toBeVisible();
});
