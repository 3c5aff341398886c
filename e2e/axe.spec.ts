import { expectAccessible } from './fixtures/axe.ts';
import { findPlan } from './fixtures/plans.ts';
import { buyQuietly, orderQuietly } from './fixtures/quiet-purchase.ts';
import { signIn } from './fixtures/sign-in.ts';
import { expect, test } from './fixtures/test.ts';

for (const locale of ['en', 'de'] as const) {
  const schemes = locale === 'en' ? 'both' : 'light';

  test(`pages for finding a plan are accessible (${locale})`, async ({ page, complaints }) => {
    test.setTimeout(120_000);
    complaints.expectMissing(/nothing-here/);
    for (const path of [
      '',
      '/destinations',
      '/search?q=united',
      '/search?q=qqqqqq',
      '/esim/japan',
      '/esim/europe',
      '/help',
      '/legal/privacy',
      '/withdraw',
      '/nothing-here',
    ]) {
      await page.goto(`/${locale}${path}`);
      await expectAccessible(page, path, schemes);
    }
    await page.goto(`/${locale}`);
    await page.getByRole('combobox').fill('united');
    await expect(page.getByRole('option').first()).toBeVisible();
    await expectAccessible(page, 'suggestions', schemes);
  });

  test(`plans and checkout are accessible (${locale})`, async ({ page }) => {
    test.setTimeout(120_000);
    for (const wanted of [
      { provider: 'zim', data: 'limited' },
      { provider: 'zendit', data: 'daily' },
      { provider: 'zim', data: 'undisclosed' },
    ] as const) {
      const { id } = await findPlan(wanted);
      await page.goto(`/${locale}/plans/${id}`);
      await expectAccessible(page, `plan, ${wanted.data}`, schemes);
    }
    const { id } = await findPlan({ provider: 'zendit' });
    await page.goto(`/${locale}/checkout/${id}`);
    await expectAccessible(page, 'checkout', schemes);
    await page.locator('button[type="submit"]').filter({ visible: true }).last().click();
    await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
    await expectAccessible(page, 'checkout with a problem', schemes);
  });

  test(`orders and the account are accessible (${locale})`, async ({ page, context, complaints, email }) => {
    test.setTimeout(120_000);
    complaints.expectMissing(/\/orders\//);
    const { id: planId } = await findPlan({ provider: 'zendit' });
    const [waiting, ready] = [
      await orderQuietly(context, { planId, email }),
      await buyQuietly(context, { planId, email }),
    ];
    for (const path of [
      '/orders',
      `/orders/${waiting.id}`,
      `/orders/${ready}`,
      `/orders/${'a'.repeat(24)}`,
      '/sign-in',
    ]) {
      await page.goto(`/${locale}${path}`);
      await expectAccessible(page, path, schemes);
    }
    await page.goto(`/${locale}/sign-in/confirm?token=none&email=${email}`);
    await expectAccessible(page, 'confirm', schemes);
    await signIn(page, email);
    await page.goto(`/${locale}/account`);
    await expectAccessible(page, 'account', schemes);
    await page.getByRole('article').locator('a[href*="/account/esims/"]').click();
    await page.waitForURL(/\/account\/esims\//);
    await expectAccessible(page, 'eSIM of the account', schemes);
  });
}
