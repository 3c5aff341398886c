import type { Page } from '@playwright/test';
import { expect, test } from './fixtures/test.ts';
import { like, t } from './fixtures/words.ts';

/** From here on the server's answers to navigations do not arrive: what is shown was there before the tap. */
async function holdNavigations(page: Page): Promise<void> {
  await page.route(
    (url) => url.searchParams.has('_rsc'),
    () => undefined,
  );
}

test('likely places and plans are shown at the tap, without waiting for the server', async ({ page }) => {
  await page.goto('/en');
  const board = page.getByRole('region', { name: t('shop.home.popular') });
  const place = board.getByRole('link', { name: /^Japan/ });
  await place.scrollIntoViewIfNeeded();
  await page.waitForLoadState('networkidle');
  await holdNavigations(page);
  await place.tap();
  await expect(page).toHaveURL(/\/en\/esim\/japan$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Japan');
  await expect(
    page.getByRole('link', { name: like(t('shop.pass.chooseLabel', { plan: '*' })) }).first(),
  ).toBeVisible();

  await page.unrouteAll();
  const plan = page.getByRole('link', { name: like(t('shop.pass.chooseLabel', { plan: '*' })) }).first();
  await plan.scrollIntoViewIfNeeded();
  await page.waitForLoadState('networkidle');
  await holdNavigations(page);
  await plan.tap();
  await expect(page).toHaveURL(/\/en\/plans\//);
  await expect(page.getByRole('region', { name: t('shop.plan.rules') })).toBeVisible();
});
