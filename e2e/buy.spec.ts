import { devices } from '@playwright/test';
import {
  expectMoney,
  fetchVendorEsim,
  markRecords,
  readMoney,
  readZenditOrder,
  readZimOrder,
} from './fixtures/ledger.ts';
import { findPlan } from './fixtures/plans.ts';
import {
  awaitOrder,
  awaitReady,
  checkOut,
  expectPayPage,
  PAY,
  payWithCard,
  readIccid,
} from './fixtures/purchase.ts';
import { scan } from './fixtures/qr.ts';
import { buyQuietly } from './fixtures/quiet-purchase.ts';
import { expect, test } from './fixtures/test.ts';
import { toLpa } from './fixtures/vendor-data.ts';
import { t } from './fixtures/words.ts';

/** Beside the price it says more than on the bar at the foot of a phone. */
const CONTINUE = new RegExp(`^(${t('shop.plan.continue')}|${t('shop.plan.continueShort')})$`);

for (const provider of ['zim', 'zendit'] as const) {
  test(`an eSIM of ${provider} is paid with one card and shown as the wholesaler made it`, {
    tag: '@both',
  }, async ({ page, email }) => {
    const [plan, before] = await Promise.all([findPlan({ provider }), markRecords()]);
    await page.goto(`/en/plans/${plan.id}`);
    await page.getByRole('link', { name: CONTINUE }).filter({ visible: true }).first().click();
    await page.getByLabel(t('checkout.email')).fill(email);
    await page.getByRole('button', { name: PAY }).click();
    await expectPayPage(page);
    await payWithCard(page, 'accepted');
    const orderId = await awaitOrder(page);
    await page.evaluate(() => Object.assign(window, { notReloaded: true }));
    await awaitReady(page);
    expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true);

    const iccid = await readIccid(page);
    const esim = await fetchVendorEsim(provider, iccid);
    expect(esim.iccid).toBe(iccid);
    expect(await scan(page.getByRole('img', { name: t('order.install.qrAlt') }))).toBe(toLpa(esim));
    await expect(page.getByText(esim.smdpAddress, { exact: true })).toBeVisible();
    await expect(page.getByText(esim.matchingId, { exact: true })).toBeVisible();

    await expectMoney(orderId, { kinds: ['authorised', 'captured'], amount: plan.prices.EUR ?? 0 });
    const bought = provider === 'zim' ? await readZimOrder(iccid, before) : await readZenditOrder(orderId);
    expect(bought.purchases).toHaveLength(1);
    expect(bought.delivered).toMatchObject([{ iccid }]);
  });
}

test('the codes are copied by their buttons', async ({ page, context, email }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const plan = await findPlan({ provider: 'zendit' });
  await checkOut(page, { planId: plan.id, email });
  await payWithCard(page, 'accepted');
  await awaitReady(page);
  const esim = await fetchVendorEsim('zendit', await readIccid(page));
  for (const [label, value] of [
    [t('order.install.smdp'), esim.smdpAddress],
    [t('order.install.code'), esim.matchingId],
  ] as const) {
    await page.getByRole('button', { name: `${t('order.install.copy')}: ${label}` }).click();
    await expect(page.getByRole('button', { name: `${t('order.install.copy')}: ${label}` })).toContainText(
      t('order.install.copied'),
    );
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(value);
  }
});

test('a card that asks for 3-D Secure pays after the bank has confirmed', async ({ page, email }) => {
  const plan = await findPlan({ provider: 'zendit' });
  await checkOut(page, { planId: plan.id, email });
  await payWithCard(page, 'threeDSecure');
  await expect(page.getByRole('heading', { name: 'Is this payment yours?' })).toBeVisible();
  await page.getByRole('button', { name: 'Complete' }).click();
  const orderId = await awaitOrder(page);
  await awaitReady(page);
  await expectMoney(orderId, { kinds: ['authorised', 'captured'], amount: plan.prices.EUR ?? 0 });
});

test('a declined card and one without funds buy nothing, and another card still can', async ({
  page,
  email,
}) => {
  const plan = await findPlan({ provider: 'zim' });
  await checkOut(page, { planId: plan.id, email });
  await payWithCard(page, 'declined');
  await expect(page.getByRole('alert')).toContainText('declined');
  await payWithCard(page, 'insufficientFunds');
  await expect(page.getByRole('alert')).toContainText('insufficient funds');
  await payWithCard(page, 'accepted');
  const orderId = await awaitOrder(page);
  await awaitReady(page);
  await expectMoney(orderId, {
    kinds: ['declined', 'declined', 'authorised', 'captured'],
    amount: plan.prices.EUR ?? 0,
  });
});

test('whoever leaves the payment page sees that nothing was held, and can go on paying', async ({
  page,
  email,
}) => {
  const plan = await findPlan({ provider: 'zendit' });
  await checkOut(page, { planId: plan.id, email });
  await page.getByRole('link', { name: 'Cancel and go back' }).click();
  const orderId = await awaitOrder(page);
  await expect(
    page.getByRole('heading', { level: 1, name: t('order.title.awaiting_payment') }),
  ).toBeVisible();
  await expect(page.getByText(t('order.awaiting.cancelled'))).toBeVisible();
  expect(await readMoney(orderId)).toEqual([]);
  await page.getByRole('link', { name: t('order.awaiting.continue') }).click();
  await expectPayPage(page);
  await payWithCard(page, 'accepted');
  expect(await awaitOrder(page)).toBe(orderId);
  await awaitReady(page);
  expect((await readZenditOrder(orderId)).purchases).toHaveLength(1);
});

test('the one-tap link and the instructions of the own device come first', async ({
  context,
  openBrowser,
  email,
}) => {
  const plan = await findPlan({ provider: 'zendit' });
  const orderId = await buyQuietly(context, { planId: plan.id, email });
  const storageState = await context.storageState();
  const installs = {
    apple: /^https:\/\/esimsetup\.apple\.com\/esim_qrcode_provisioning\?carddata=LPA:1\$/,
    android: /^https:\/\/esimsetup\.android\.com\/esim_qrcode_provisioning\?carddata=LPA:1\$/,
  };
  for (const { userAgent, own, href, guide } of [
    {
      userAgent: devices['iPhone 15'].userAgent,
      own: t('order.install.appleButton'),
      href: installs.apple,
      guide: t('order.guides.iphone'),
    },
    {
      userAgent: devices['Pixel 7'].userAgent,
      own: t('order.install.androidButton'),
      href: installs.android,
      guide: t('order.guides.pixel'),
    },
    {
      userAgent: devices['Galaxy S9+'].userAgent,
      own: t('order.install.androidButton'),
      href: installs.android,
      guide: t('order.guides.samsung'),
    },
  ]) {
    const phone = await (await openBrowser({ storageState, userAgent })).newPage();
    await phone.goto(`/en/orders/${orderId}`);
    expect(
      decodeURIComponent((await phone.getByRole('link', { name: own }).getAttribute('href')) ?? ''),
    ).toMatch(href);
    await expect(phone.locator('summary').first()).toContainText(guide + t('order.guides.yours'));
    await expect(phone.locator('details[open] li')).toHaveCount(4);
  }
  const { userAgent, viewport } = devices['Desktop Chrome'];
  const desk = await (await openBrowser({ storageState, userAgent, viewport })).newPage();
  await desk.goto(`/en/orders/${orderId}`);
  await expect(desk.getByRole('heading', { name: t('order.install.scanTitle') })).toBeVisible();
  await expect(desk.getByRole('link', { name: t('order.install.appleOther') })).toBeVisible();
  await expect(desk.getByRole('link', { name: t('order.install.androidOther') })).toBeVisible();
});

test('two presses on the button are one order', async ({ page, stripe, email }) => {
  const plan = await findPlan({ provider: 'zendit' });
  await page.goto(`/en/checkout/${plan.id}`);
  await page.getByLabel(t('checkout.email')).fill(email);
  await page.getByRole('button', { name: PAY }).dblclick();
  await expectPayPage(page);
  await payWithCard(page, 'accepted');
  const orderId = await awaitOrder(page);
  await awaitReady(page);
  const orders = (await page.context().cookies()).filter(({ name }) => name.startsWith('order_'));
  expect(orders.map(({ name }) => name)).toEqual([`order_${orderId}`]);
  expect((await readZenditOrder(orderId)).purchases).toHaveLength(1);
  const authorised = (await stripe.entries()).filter(
    (entry) => entry.kind === 'authorised' && entry.orderId === orderId,
  );
  expect(authorised).toHaveLength(1);
});

test('an eSIM can be bought without JavaScript', async ({ openBrowser, email }) => {
  const page = await (await openBrowser({ javaScriptEnabled: false })).newPage();
  const plan = await findPlan({ provider: 'zendit' });
  await page.goto(`/en/plans/${plan.id}`);
  await page.getByRole('link', { name: CONTINUE }).filter({ visible: true }).first().click();
  await page.getByLabel(t('checkout.email')).fill(email);
  await page.getByRole('button', { name: PAY }).click();
  await expectPayPage(page);
  await payWithCard(page, 'accepted');
  const orderId = await awaitOrder(page);
  await expect(async () => {
    await page.goto(`/en/orders/${orderId}`);
    await expect(page.getByRole('heading', { level: 1, name: t('order.title.ready') })).toBeVisible({
      timeout: 500,
    });
  }).toPass({ timeout: 25_000 });
  const esim = await fetchVendorEsim('zendit', await readIccid(page));
  expect(await scan(page.getByRole('img', { name: t('order.install.qrAlt') }))).toBe(toLpa(esim));
});
