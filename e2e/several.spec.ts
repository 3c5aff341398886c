import type { Page } from '@playwright/test';
import { expectAccessible } from './fixtures/axe.ts';
import { awaitMail } from './fixtures/inbox.ts';
import { expectMoney, fetchVendorEsim, readMoney, readZenditOrder } from './fixtures/ledger.ts';
import { findPlan, type PlanCard } from './fixtures/plans.ts';
import { awaitOrder, expectPayPage, payWithCard, readIccids } from './fixtures/purchase.ts';
import { scan } from './fixtures/qr.ts';
import { locationOf, orderQuietly, payQuietly, sendCheckout } from './fixtures/quiet-purchase.ts';
import { expect, test } from './fixtures/test.ts';
import { toLpa } from './fixtures/vendor-data.ts';
import { t } from './fixtures/words.ts';

const unitPrice = (plan: PlanCard) => plan.prices.EUR ?? 0;
const euros = (minor: number) => `€${(minor / 100).toFixed(2)}`;
/** A meter before its eSIM is in a network. */
const UNUSED = new RegExp(`^(${t('order.meter.waiting')}|${t('order.meter.notStarted')})$`);
const pictures = (page: Page) => page.getByRole('img', { name: t('order.install.qrAlt') });

test('three eSIMs are held and charged in one sum, and each has its code and its meter', async ({
  page,
  email,
}) => {
  test.setTimeout(90_000);
  const plan = await findPlan({ provider: 'zendit' });
  const sum = 3 * unitPrice(plan);
  await page.goto(`/en/checkout/${plan.id}`);
  await page.getByLabel(t('checkout.quantity')).selectOption('3');
  await expect(page.getByRole('main')).toContainText(
    t('checkout.sum', { quantity: 3, amount: euros(unitPrice(plan)) }),
  );
  await expectAccessible(page, 'three chosen');
  await page.getByLabel(t('checkout.email')).fill('mara@example');
  const pay = page.getByRole('button', { name: t('checkout.pay', { amount: euros(sum) }) });
  await pay.click();
  await expect(page.getByRole('alert').filter({ hasText: t('checkout.problem') })).toBeFocused();
  await expect(page.getByLabel(t('checkout.quantity'))).toHaveValue('3');
  await page.getByLabel(t('checkout.email')).fill(email);
  await pay.click();
  await expectPayPage(page);
  await payWithCard(page, 'accepted');
  const orderId = await awaitOrder(page);
  await expect(
    page.getByRole('heading', { level: 1, name: t('order.titleMany.ready', { count: 3 }) }),
  ).toBeVisible({ timeout: 40_000 });

  await expectMoney(orderId, { kinds: ['authorised', 'captured'], amount: sum });
  expect((await readZenditOrder(orderId)).purchases).toHaveLength(3);
  const iccids = await readIccids(page);
  expect(new Set(iccids).size).toBe(3);
  await expect(pictures(page)).toHaveCount(3);
  for (const [index, iccid] of iccids.entries()) {
    expect(await scan(pictures(page).nth(index))).toBe(toLpa(await fetchVendorEsim('zendit', iccid)));
    const own = page.getByRole('region', { name: t('order.ready.many', { index: index + 1, count: 3 }) });
    await expect(own.getByText(UNUSED).first()).toBeVisible();
  }
  const mail = await awaitMail(email, /3 eSIMs are ready/);
  expect(mail.text).toContain(euros(sum));
});

test('two of three eSIMs can be used while the third is waited for, and only they are charged', async ({
  page,
  context,
  zendit,
  email,
}) => {
  test.setTimeout(120_000);
  const plan = await findPlan({ provider: 'zendit' });
  const [unit, sum] = [unitPrice(plan), 3 * unitPrice(plan)];
  const order = await orderQuietly(context, { planId: plan.id, email, quantity: '3' });
  await zendit.set({ outcomes: { [`o-${order.id}-2-1`]: 'stuck' } });
  await payQuietly(context.request, order);
  await page.goto(`/en/orders/${order.id}`);
  const some = page.getByRole('heading', {
    level: 1,
    name: t('order.titleMany.some', { ready: 2, count: 3 }),
  });
  await expect(some).toBeVisible({ timeout: 25_000 });
  await expect(pictures(page)).toHaveCount(2);
  const [first, second] = await readIccids(page);
  await expect(page.getByRole('main')).toContainText(t('order.slots.waiting'));
  await expectAccessible(page, 'two of three');
  expect(await readMoney(order.id)).toEqual([{ kind: 'authorised', amount: sum, currency: 'eur' }]);

  const charged = { amount: euros(2 * unit), rest: euros(unit), ready: 2, count: 3 };
  await expect(page.getByText(t('order.ready.chargedSome', charged))).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(t('order.slots.notDelivered'))).toBeVisible();
  expect(await readIccids(page)).toEqual([first, second]);
  expect(await readMoney(order.id)).toEqual([
    { kind: 'authorised', amount: sum, currency: 'eur' },
    { kind: 'captured', amount: 2 * unit, currency: 'eur' },
    { kind: 'released', amount: unit, currency: 'eur' },
  ]);
  const mail = await awaitMail(email, /2 of 3 eSIMs ready/);
  expect(mail.text).toContain(`${euros(unit)} was not charged`);
});

test('without JavaScript the page claims no sum that it has not added up', async ({ openBrowser, email }) => {
  const page = await (await openBrowser({ javaScriptEnabled: false })).newPage();
  const plan = await findPlan({ provider: 'zendit' });
  const unit = unitPrice(plan);
  const pay = (amount: string) =>
    page.getByRole('button', { name: t('checkout.pay', { amount }), exact: true });
  await page.goto(`/en/checkout/${plan.id}`);
  await expect(pay(euros(unit))).toBeVisible();
  await page.getByLabel(t('checkout.quantity')).selectOption('2');
  await page.getByLabel(t('checkout.email')).fill('mara@example');
  await pay(t('checkout.each', { amount: euros(unit) })).click();
  await expect(page.getByRole('alert')).toContainText(t('checkout.errors.email_invalid'));
  await expect(page.getByLabel(t('checkout.quantity'))).toHaveValue('2');
  await page.getByLabel(t('checkout.email')).fill(email);
  await pay(euros(2 * unit)).click();
  await expectPayPage(page);
  await expect(page.getByRole('button', { name: euros(2 * unit) })).toBeVisible();
});

test('no other number of eSIMs than one to ten is taken, and nothing is held', async ({ context, email }) => {
  const plan = await findPlan({ provider: 'zendit' });
  for (const quantity of ['0', '-1', '11', '1e1', '1e9', '']) {
    const answer = await sendCheckout(context, { planId: plan.id, email, quantity });
    const page = await context.request.get(new URL(locationOf(answer), answer.url()).href);
    expect(await page.text(), `quantity "${quantity}"`).toContain(t('checkout.errors.quantity_invalid'));
  }
  const names = (await context.storageState()).cookies.map(({ name }) => name);
  expect(names.filter((name) => name.startsWith('order_'))).toEqual([]);
});
