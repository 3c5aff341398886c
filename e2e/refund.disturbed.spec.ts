import { formatMoney, money } from '../lib/domain/money.ts';
import { readMoney } from './fixtures/ledger.ts';
import { findPlan } from './fixtures/plans.ts';
import { readIccid } from './fixtures/purchase.ts';
import { buyQuietly } from './fixtures/quiet-purchase.ts';
import { expect, test } from './fixtures/test.ts';
import { like, t } from './fixtures/words.ts';

const GIGABYTE = 1024 ** 3;

test.beforeEach(async ({ zendit }) => {
  await zendit.set({ usage: {} });
  await zendit.fail();
});
test.afterAll(async ({ zendit }) => {
  await zendit.set({ usage: {} });
  await zendit.fail();
});

const bytesOf = (plan: Awaited<ReturnType<typeof findPlan>>) =>
  plan.data.kind === 'limited' ? plan.data.bytes : 0;

test('of an eSIM that was used, the price of what is left goes back', async ({
  page,
  context,
  zendit,
  email,
}) => {
  const plan = await findPlan({ provider: 'zendit' });
  const price = plan.prices.EUR ?? 0;
  const orderId = await buyQuietly(context, { planId: plan.id, email });
  await page.goto(`/en/orders/${orderId}`);
  const whole = formatMoney(money(price, 'EUR'), 'en');
  const button = page.getByRole('button', { name: t('refund.panel.button', { amount: whole }) });
  await expect(button).toBeVisible();
  const iccid = await readIccid(page);
  const remainingGB = bytesOf(plan) / GIGABYTE / 4;
  await zendit.set({ usage: { [iccid]: { remainingGB, status: 'ACTIVE' } } });

  // The page still offers the whole price; by the reading that is taken as it is pressed less would go back.
  await button.click();
  const amount = Math.ceil(price / 4);
  const part = formatMoney(money(amount, 'EUR'), 'en');
  const changed = t('refund.answer.amount_changed', { amount: part });
  await expect(page.getByRole('status').filter({ hasText: changed })).toBeVisible();
  expect((await readMoney(orderId)).filter(({ kind }) => kind === 'refunded')).toEqual([]);

  await page.getByRole('button', { name: t('refund.panel.button', { amount: part }) }).click();
  await expect(page.getByRole('heading', { level: 1, name: t('order.title.returned') })).toBeVisible();
  await expect(page.getByText(t('refund.facts.partly_used'))).toBeVisible();
  await expect(page.getByText(part, { exact: true })).toBeVisible();
  const refunds = (await readMoney(orderId)).filter(({ kind }) => kind === 'refunded');
  expect(refunds).toEqual([{ kind: 'refunded', amount, currency: 'eur' }]);
});

test('the page offers the part that is left, and nothing once all is used', async ({
  page,
  context,
  zendit,
  email,
}) => {
  const plan = await findPlan({ provider: 'zendit' });
  const price = plan.prices.EUR ?? 0;
  const orderId = await buyQuietly(context, { planId: plan.id, email });
  await page.goto(`/en/orders/${orderId}`);
  const iccid = await readIccid(page);
  await zendit.set({
    usage: { [iccid]: { remainingGB: bytesOf(plan) / GIGABYTE / 2, status: 'ACTIVE' } },
  });
  const half = formatMoney(money(Math.ceil(price / 2), 'EUR'), 'en');
  const button = page.getByRole('button', { name: t('refund.panel.button', { amount: half }) });
  await expect(async () => {
    await page.reload();
    await expect(button).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 50_000 });
  await expect(page.getByText(like('It has connected, and 50% of the data is left*'))).toBeVisible();

  await zendit.set({ usage: { [iccid]: { remainingGB: 0, status: 'FINISHED' } } });
  await button.click();
  await expect(page.getByRole('status').filter({ hasText: t('refund.answer.not_possible') })).toContainText(
    t('refund.none.used_up'),
  );
  await expect(button).toHaveCount(0);
  expect((await readMoney(orderId)).map(({ kind }) => kind)).toEqual(['authorised', 'captured']);
});

test('nothing is begun while the network partner cannot be asked', async ({
  page,
  context,
  zendit,
  email,
}) => {
  const plan = await findPlan({ provider: 'zendit' });
  const orderId = await buyQuietly(context, { planId: plan.id, email });
  await page.goto(`/en/orders/${orderId}`);
  const amount = formatMoney(money(plan.prices.EUR ?? 0, 'EUR'), 'en');
  const button = page.getByRole('button', { name: t('refund.panel.button', { amount }) });
  await expect(button).toBeVisible();
  await zendit.fail({ match: 'GET /v1/esim/*', status: 503 });
  await button.click();
  await expect(
    page.getByRole('status').filter({ hasText: t('refund.answer.usage_unavailable') }),
  ).toBeVisible();
  expect((await readMoney(orderId)).map(({ kind }) => kind)).toEqual(['authorised', 'captured']);
  await zendit.fail();
  await button.click();
  await expect(page.getByRole('heading', { level: 1, name: t('order.title.refunded') })).toBeVisible();
});
