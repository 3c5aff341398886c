import { findPlan } from './fixtures/plans.ts';
import { buyQuietly } from './fixtures/quiet-purchase.ts';
import { askForLink, confirm, readSignInLink, signIn } from './fixtures/sign-in.ts';
import { expect, test } from './fixtures/test.ts';
import { t } from './fixtures/words.ts';

test('a guest signs in by mail, finds the earlier order with its meter, and signs out', async ({
  context,
  openBrowser,
  email,
}) => {
  const plan = await findPlan({ provider: 'zendit' });
  const orderId = await buyQuietly(context, { planId: plan.id, email });

  const browser = await openBrowser();
  const page = await browser.newPage();
  await askForLink(page, email);
  await expect(
    page.getByRole('status').filter({ hasText: t('account.signIn.sent', { email }) }),
  ).toBeVisible();
  const link = await readSignInLink(email);
  for (const _ of [1, 2]) expect((await browser.request.get(link)).ok()).toBe(true);
  await page.goto(link);
  await expect(
    page.getByRole('heading', { level: 1, name: t('account.confirm.title', { email }) }),
  ).toBeVisible();
  await page.getByRole('button', { name: t('account.confirm.submit'), exact: true }).click();
  await expect(page).toHaveURL(/\/en\/account$/);

  const card = page.getByRole('article');
  await expect(card).toHaveCount(1);
  await expect(card).toContainText(new RegExp(`${t('order.meter.notStarted')}|${t('order.meter.waiting')}`));
  const listed = page.getByRole('region', { name: t('account.orders') }).getByRole('link');
  await expect(listed.first()).toHaveAttribute('href', `/en/orders/${orderId}`);
  await card.getByRole('link', { name: t('account.details') }).click();
  await expect(page).toHaveURL(/\/en\/account\/esims\//);
  await expect(page.getByText(/GB (waiting|bought)/).filter({ visible: true })).toBeVisible();
  await page.getByRole('link', { name: t('account.esim.open') }).click();
  await expect(page.getByRole('img', { name: t('order.install.qrAlt') })).toBeVisible();

  const late = await (await openBrowser()).newPage();
  await confirm(late, link);
  await expect(late.getByText(t('account.signIn.expired'))).toBeVisible();

  await page.goto('/en/account');
  await page.getByRole('button', { name: t('account.signOut') }).click();
  await expect(page).toHaveURL(/\/en$/);
  await page.goto('/en/account');
  await expect(page.getByRole('heading', { level: 1, name: t('account.signIn.title') })).toBeVisible();
});

test('somebody else who signs in sees nothing of it', async ({ context, openBrowser, complaints, email }) => {
  const plan = await findPlan({ provider: 'zendit' });
  const orderId = await buyQuietly(context, { planId: plan.id, email });
  const other = await (await openBrowser()).newPage();
  await signIn(other, `other-${email}`);
  await expect(other.getByRole('heading', { name: t('account.empty.title') })).toBeVisible();
  complaints.expectMissing(/\/orders\//);
  await other.goto(`/en/orders/${orderId}`);
  await expect(other.getByRole('heading', { level: 1, name: t('order.unknown.title') })).toBeVisible();
  expect((await other.request.get(`/api/orders/${orderId}/status`)).status()).toBe(404);
});

test('the sixth link within an hour is refused in words', async ({ page, email }) => {
  await page.goto('/en/sign-in');
  await page.getByLabel(t('account.signIn.email')).fill(email);
  for (const attempt of [1, 2, 3, 4, 5, 6]) {
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.getByRole('button', { name: t('account.signIn.submit') }).click();
    await answered;
    const alert = page.getByRole('alert').filter({ hasText: t('account.signIn.tooMany') });
    if (attempt < 6) await expect(alert).toBeHidden();
    else await expect(alert).toBeVisible();
  }
});
