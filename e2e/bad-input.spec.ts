import { findPlan } from './fixtures/plans.ts';
import { expect, test } from './fixtures/test.ts';
import { like, t } from './fixtures/words.ts';

for (const [what, path] of [
  ['place', '/en/esim/atlantis'],
  ['plan', '/en/plans/zim-000000000000'],
  ['page', '/en/no/such/page'],
  ['language', '/xx/esim/japan'],
] as const) {
  test(`an unknown ${what} is answered with 404 and the ways on`, async ({ page, complaints }) => {
    complaints.expectMissing(path);
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1, name: t('common.notFound.title') })).toBeVisible();
    await expect(page.getByRole('link', { name: t('common.notFound.home') })).toBeVisible();
    await page.getByRole('main').locator('input[name="q"]').fill('japan');
    await page
      .getByRole('main')
      .getByRole('button', { name: t('shop.search.submit') })
      .click();
    await expect(page).toHaveURL(/\/en\/esim\/japan$/);
  });
}

test('an unknown plan cannot be checked out, and the page says why', async ({ page }) => {
  await page.goto('/en/checkout/zim-000000000000');
  await expect(
    page.getByRole('heading', { level: 1, name: t('checkout.unavailable.plan_unknown') }),
  ).toBeVisible();
  await expect(page.getByRole('link', { name: t('checkout.unavailable.all') })).toBeVisible();
});

test('a mistyped address is said above the form and beside the field, and nothing typed is lost', async ({
  page,
}) => {
  await page.goto(`/en/checkout/${(await findPlan({ provider: 'zim' })).id}`);
  await page.getByLabel(t('checkout.email')).fill('mara@example');
  await page.getByRole('button', { name: like(t('checkout.pay', { amount: '*' })) }).click();
  await expect(page.getByRole('alert').filter({ hasText: t('checkout.problem') })).toBeFocused();
  await expect(page.getByLabel(t('checkout.email'))).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel(t('checkout.email'))).toHaveValue('mara@example');
});
