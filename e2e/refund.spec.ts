import type { Page } from '@playwright/test';
import { formatMoney, money } from '../lib/domain/money.ts';
import { expectAccessible } from './fixtures/axe.ts';
import { awaitMail, linkIn, readMails } from './fixtures/inbox.ts';
import { readMoney } from './fixtures/ledger.ts';
import { findPlan } from './fixtures/plans.ts';
import { buyQuietly, orderQuietly, payQuietly } from './fixtures/quiet-purchase.ts';
import { SHOP_URL } from './fixtures/stack.ts';
import { expect, test } from './fixtures/test.ts';
import { like, t } from './fixtures/words.ts';

const euros = (minor: number) => formatMoney(money(minor, 'EUR'), 'en');
const pressable = (page: Page, minor: number) =>
  page.getByRole('button', { name: t('refund.panel.button', { amount: euros(minor) }) });
const qrCode = (page: Page) => page.getByRole('img', { name: t('order.install.qrAlt') });
const mailAbout = (subject: string) => like(subject);
const STARTED = mailAbout(t('mail.refundStarted.subject', { amount: '*', refund: '*' }));
const DONE = mailAbout(t('mail.refundDone.subject', { amount: '*', refund: '*' }));
const RECEIVED = mailAbout(t('mail.withdrawal.subject', { number: '*' }));

async function expectRefunds(orderId: string, amounts: number[]): Promise<void> {
  await expect
    .poll(async () => (await readMoney(orderId)).filter(({ kind }) => kind === 'refunded'), {
      message: `refunds that Stripe recorded of order ${orderId}`,
    })
    .toEqual(amounts.map((amount) => ({ kind: 'refunded', amount, currency: 'eur' })));
}

async function readNumber(page: Page): Promise<string> {
  const text = await page
    .getByText(like(t('order.plan.number', { number: 'LF-*' })))
    .first()
    .textContent();
  return /LF-\w+/.exec(text ?? '')?.[0] ?? '';
}

test('an eSIM that never connected is given back by one press', async ({ page, context, email }) => {
  const plan = await findPlan({ provider: 'zendit' });
  const price = plan.prices.EUR ?? 0;
  const orderId = await buyQuietly(context, { planId: plan.id, email });
  await page.goto(`/en/orders/${orderId}`);
  const number = `${await readNumber(page)}-R1`;
  await expect(qrCode(page)).toBeVisible();
  await pressable(page, price).click();

  await expect(page.getByRole('heading', { name: t('refund.facts.title', { number }) })).toBeVisible();
  await expect(page.getByText(euros(price), { exact: true })).toBeVisible();
  await expect(qrCode(page)).toHaveCount(0);
  await expectRefunds(orderId, [price]);
  await expect(page.getByRole('heading', { level: 1, name: t('order.title.refunded') })).toBeVisible();
  await expect(page.getByText(t('refund.closed.done'))).toBeVisible();
  await expectAccessible(page, 'refunded order');
  expect((await awaitMail(email, STARTED)).text).toContain(number);
  expect((await awaitMail(email, DONE)).text).toContain(euros(price));
  // The stand-in's reference follows the answer within a second.
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(/^7\d{22}$/)).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 15_000 });
});

test('of two eSIMs one is given back, and the other stays', async ({ page, context, email }) => {
  const plan = await findPlan({ provider: 'zendit' });
  const price = plan.prices.EUR ?? 0;
  const order = await orderQuietly(context, { planId: plan.id, email, quantity: '2' });
  await payQuietly(context.request, order);
  await page.goto(`/en/orders/${order.id}`);
  await expect(qrCode(page)).toHaveCount(2, { timeout: 25_000 });
  const first = page.getByRole('region', { name: t('order.ready.many', { index: 1, count: 2 }) });
  await first.getByRole('button', { name: t('refund.panel.button', { amount: euros(price) }) }).click();
  await expect(qrCode(page)).toHaveCount(1);
  await expect(first).toHaveCount(0);
  await expect(pressable(page, price)).toHaveCount(1);
  await expectRefunds(order.id, [price]);
  await expect(page.getByText(like(`${t('refund.facts.unused')}`))).toBeVisible();
  await expectAccessible(page, 'one of two refunded');
});

test('pressed in two tabs at once it is one refund', async ({ context, email }) => {
  const plan = await findPlan({ provider: 'zim' });
  const price = plan.prices.EUR ?? 0;
  const orderId = await buyQuietly(context, { planId: plan.id, email });
  const tabs = await Promise.all([context.newPage(), context.newPage()]);
  for (const tab of tabs) {
    await tab.goto(`/en/orders/${orderId}`);
    await expect(pressable(tab, price)).toBeVisible();
  }
  await Promise.all(tabs.map((tab) => pressable(tab, price).click()));
  for (const tab of tabs)
    await expect(tab.getByRole('heading', { level: 1, name: t('order.title.refunded') })).toBeVisible();
  await expectRefunds(orderId, [price]);
  await awaitMail(email, DONE);
  expect((await readMails(email)).filter(({ subject }) => STARTED.test(subject))).toHaveLength(1);
});

test('the refund works without JavaScript', async ({ context, openBrowser, email }) => {
  const plan = await findPlan({ provider: 'zendit' });
  const price = plan.prices.EUR ?? 0;
  const orderId = await buyQuietly(context, { planId: plan.id, email });
  const storageState = await context.storageState();
  const page = await (await openBrowser({ storageState, javaScriptEnabled: false })).newPage();
  await expect(async () => {
    await page.goto(`/en/orders/${orderId}`);
    await expect(pressable(page, price)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 15_000 });
  await pressable(page, price).click();
  await expect(
    page.getByRole('heading', { name: like(t('refund.facts.title', { number: '*' })) }),
  ).toBeVisible();
  await expectRefunds(orderId, [price]);
});

test('a stranger refunds nothing, whatever their form says', async ({
  context,
  openBrowser,
  complaints,
  page,
  email,
}) => {
  complaints.expectMissing(/\/orders\//);
  const plan = await findPlan({ provider: 'zendit' });
  const price = plan.prices.EUR ?? 0;
  const theirs = await buyQuietly(context, { planId: plan.id, email });
  const other = await openBrowser();
  const own = await buyQuietly(other, { planId: plan.id, email: `other-${email}` });
  const stranger = await other.newPage();
  await stranger.goto(`/en/orders/${own}`);
  await expect(pressable(stranger, price)).toBeVisible();
  await stranger.evaluate(
    ([mine = '', victim = '']) => {
      for (const input of document.querySelectorAll<HTMLInputElement>('input[type=hidden]'))
        input.value = input.value.replace(mine, victim);
    },
    [own, theirs],
  );
  await pressable(stranger, price).click();
  await expect(stranger.getByRole('heading', { level: 1, name: t('order.unknown.title') })).toBeVisible();

  await page.goto(`/en/orders/${theirs}`);
  await expect(pressable(page, price)).toBeVisible();
  await expectRefunds(theirs, []);
  await expectRefunds(own, []);
});

/** Both steps, as a guest types them. */
async function withdraw(page: Page, { number, email }: { number: string; email: string }): Promise<void> {
  await page.getByLabel(t('refund.withdraw.number')).fill(number);
  await page.getByLabel(t('refund.withdraw.email')).fill(email);
  await page.getByRole('button', { name: t('refund.withdraw.continue') }).click();
  await expect(page.getByText(t('refund.withdraw.declaration', { number }))).toBeVisible();
  await page.getByRole('button', { name: t('refund.withdraw.confirm') }).click();
  await expect(page.getByRole('heading', { name: t('refund.withdraw.receivedTitle') })).toBeVisible();
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with' : 'without';

  test(`a guest withdraws from the contract from any page, ${how} JavaScript`, async ({
    context,
    openBrowser,
    email,
  }) => {
    const plan = await findPlan({ provider: 'zendit' });
    const price = plan.prices.EUR ?? 0;
    const orderId = await buyQuietly(context, { planId: plan.id, email });
    const owner = await context.newPage();
    await owner.goto(`/en/orders/${orderId}`);
    const number = await readNumber(owner);
    await expect(pressable(owner, price)).toBeVisible();

    const guest = await (await openBrowser({ javaScriptEnabled })).newPage();
    await guest.goto('/en/help');
    await guest
      .getByRole('contentinfo')
      .getByRole('link', { name: t('common.footer.withdraw') })
      .click();
    await withdraw(guest, { number, email });
    await expectRefunds(orderId, [price]);
    const mail = await awaitMail(email, RECEIVED);
    expect(mail.text).toContain(t('mail.withdrawal.declaration', { number }));
    expect(mail.text).toMatch(/on \d+ \w+ \d{4}, \d\d:\d\d UTC/);
    expect(linkIn(mail, /\/orders\/[a-z0-9]+\/open$/)).toContain(orderId);
    await awaitMail(email, DONE);
  });
}

test('a withdrawal with a wrong address is answered alike and does nothing', async ({
  page,
  context,
  email,
}) => {
  const plan = await findPlan({ provider: 'zendit' });
  const orderId = await buyQuietly(context, { planId: plan.id, email });
  await page.goto(`/en/orders/${orderId}`);
  const number = await readNumber(page);
  await page
    .getByRole('link', { name: t('refund.link') })
    .first()
    .click();
  await expect(page.getByLabel(t('refund.withdraw.number'))).toHaveValue(number);
  const wrong = `not-${email}`;
  await withdraw(page, { number, email: wrong });
  const said = t('refund.withdraw.receivedMail', { number, email: wrong });
  await expect(page.getByText(said)).toBeVisible();
  await expectAccessible(page, 'withdrawal received');

  await page.goto(`/en/orders/${orderId}`);
  await expect(pressable(page, plan.prices.EUR ?? 0)).toBeVisible();
  await expectRefunds(orderId, []);
  expect(await readMails(wrong)).toEqual([]);
  expect((await readMails(email)).filter(({ subject }) => RECEIVED.test(subject))).toEqual([]);
});

test('what is wrong with a withdrawal is said at its field, and too many are put off', async ({
  page,
  email,
}) => {
  await page.goto('/en/withdraw');
  await page.getByRole('button', { name: t('refund.withdraw.continue') }).click();
  await expect(page.getByRole('alert').filter({ hasText: t('refund.withdraw.numberInvalid') })).toContainText(
    t('refund.withdraw.emailInvalid'),
  );
  await expectAccessible(page, 'withdrawal with a problem');
  for (let round = 0; round < 5; round++) {
    await page.goto('/en/withdraw');
    await withdraw(page, { number: 'LF-7Q4K29', email });
  }
  await page.goto('/en/withdraw');
  await page.getByLabel(t('refund.withdraw.number')).fill('LF-7Q4K29');
  await page.getByLabel(t('refund.withdraw.email')).fill(email);
  await page.getByRole('button', { name: t('refund.withdraw.continue') }).click();
  await expectAccessible(page, 'withdrawal to be confirmed');
  await page.getByRole('button', { name: t('refund.withdraw.confirm') }).click();
  await expect(page.getByRole('alert').filter({ hasText: t('refund.withdraw.problem') })).toContainText(
    'Nothing was declared',
  );
});

test('a withdrawal is kept out of caches and search engines', async ({ request }) => {
  const headers = (await request.get(`${SHOP_URL}/en/withdraw?number=LF-7Q4K29`)).headers();
  expect(headers['cache-control']).toContain('no-store');
  expect(headers['x-robots-tag']).toContain('noindex');
});
