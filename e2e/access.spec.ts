import type { Page } from '@playwright/test';
import { awaitMail, linkIn, readMails } from './fixtures/inbox.ts';
import { fetchVendorEsim } from './fixtures/ledger.ts';
import { findPlan } from './fixtures/plans.ts';
import { awaitReady, readIccid } from './fixtures/purchase.ts';
import { buyQuietly, orderQuietly } from './fixtures/quiet-purchase.ts';
import { readOrderNumber } from './fixtures/read-order-number.ts';
import { SHOP_URL } from './fixtures/stack.ts';
import { expect, test } from './fixtures/test.ts';
import { like, t } from './fixtures/words.ts';

const READY = like(t('mail.ready.subject', { place: '*', number: '*' }));
const UNKNOWN_ORDER = 'a'.repeat(24);

const ownWords = async (page: Page) =>
  ((await page.getByRole('main').textContent()) ?? '').replaceAll(/\s+/g, ' ');

test('the mailed link opens the order in another browser, and the address alone opens nothing', async ({
  context,
  openBrowser,
  complaints,
  email,
}) => {
  const plan = await findPlan({ provider: 'zendit' });
  const orderId = await buyQuietly(context, { planId: plan.id, email });
  const link = linkIn(await awaitMail(email, READY), /\/orders\/[a-z0-9]+\/open$/);

  const other = await (await openBrowser()).newPage();
  await other.goto(link);
  await awaitReady(other);
  expect(new URL(other.url()).pathname).toBe(`/en/orders/${orderId}`);
  expect(new URL(other.url()).search).toBe('');

  const stranger = await (await openBrowser()).newPage();
  complaints.expectMissing(/\/orders\//);
  const mine = await stranger.goto(`/en/orders/${orderId}`);
  const words = await ownWords(stranger);
  const unknown = await stranger.goto(`/en/orders/${UNKNOWN_ORDER}`);
  expect([mine?.status(), unknown?.status()]).toEqual([404, 404]);
  expect(await ownWords(stranger)).toBe(words);
  await expect(stranger.getByRole('heading', { level: 1, name: t('order.unknown.title') })).toBeVisible();
  await expect(stranger.getByRole('button', { name: t('order.find.submit') })).toBeVisible();

  const wrong = await stranger.goto(`${link.slice(0, -4)}AAAA`);
  expect(wrong?.url()).toMatch(/\/en\/orders\?unknown=1$/);
  await expect(stranger.getByText(t('order.find.unknown'))).toBeVisible();

  for (const path of [
    `/api/orders/${orderId}/status`,
    `/api/orders/${UNKNOWN_ORDER}/status`,
    `/api/esims/${orderId}/usage`,
  ])
    expect((await stranger.request.get(path)).status()).toBe(404);
});

test('number and address together get a new link by mail; a wrong pair gets the same answer and no mail', async ({
  page,
  context,
  openBrowser,
  email,
}) => {
  const plan = await findPlan({ provider: 'zendit' });
  const orderId = await buyQuietly(context, { planId: plan.id, email });
  const number = await readOrderNumber(page, orderId);

  const other = await (await openBrowser()).newPage();
  const ask = async (address: string) => {
    await other.goto('/en/orders');
    await other.getByLabel(t('order.find.number')).fill(number);
    await other.getByLabel(t('order.find.email')).fill(address);
    await other.getByRole('button', { name: t('order.find.submit') }).click();
    const said = other.getByRole('status').filter({ hasText: address });
    await expect(said).toBeVisible();
    return ((await said.textContent()) ?? '').replace(address, '…');
  };
  const wrongAddress = `not-${email}`;
  expect(await ask(wrongAddress)).toBe(await ask(email));
  const mail = await awaitMail(email, like(t('mail.link.subject', { number: '*' })));
  expect(await readMails(wrongAddress)).toEqual([]);
  await other.goto(linkIn(mail, /\/open$/));
  await awaitReady(other);
});

test('an activation code stands on the page of its owner and nowhere else', async ({
  page,
  context,
  email,
}) => {
  const urls: string[] = [];
  page.on('request', (request) => urls.push(request.url()));
  const plan = await findPlan({ provider: 'zendit' });
  const orderId = await buyQuietly(context, { planId: plan.id, email });
  const answer = await page.goto(`/en/orders/${orderId}`);
  await awaitReady(page);
  const iccid = await readIccid(page);
  const { matchingId } = await fetchVendorEsim('zendit', iccid);
  await expect(page.getByText(matchingId, { exact: true })).toBeVisible();

  expect(answer?.headers()).toMatchObject({
    'cache-control': expect.stringContaining('no-store'),
    'referrer-policy': 'no-referrer',
    'x-robots-tag': expect.stringContaining('noindex'),
  });
  await awaitMail(email, READY);
  const mails = (await readMails(email)).map(({ subject, text, html }) => `${subject}\n${text}\n${html}`);
  const status = await (await page.request.get(`/api/orders/${orderId}/status`)).text();
  for (const text of [...mails, ...urls, status]) expect(text).not.toContain(matchingId);
});

const ROUTES = [
  ['a browsing page', '/en/esim/japan', 200],
  ['a page that is not there', '/en/nothing/here', 404],
  ['an order page', `/en/orders/${UNKNOWN_ORDER}`, 404],
  ['a route of the API', '/api/health', 200],
  ['a picture', '/icon.svg', 200],
] as const;

for (const [what, path, status] of ROUTES) {
  test(`${what} carries the security headers`, async ({ request }) => {
    const answer = await request.get(path);
    expect(answer.status()).toBe(status);
    const headers = answer.headers();
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['strict-transport-security']).toContain('max-age=');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toMatch(/^(no-referrer|strict-origin-when-cross-origin)$/);
    expect(headers['permissions-policy']).toContain('camera=()');
    expect(headers['x-powered-by']).toBeUndefined();
  });
}

test('checkout, account and sign-in are kept out of caches and search engines', async ({
  request,
  context,
  email,
}) => {
  const plan = await findPlan({ provider: 'zendit' });
  await orderQuietly(context, { planId: plan.id, email });
  for (const path of [`/en/checkout/${plan.id}`, '/en/account', '/en/sign-in', '/en/orders']) {
    const headers = (await request.get(`${SHOP_URL}${path}`)).headers();
    expect(headers['cache-control']).toContain('no-store');
    expect(headers['x-robots-tag']).toContain('noindex');
  }
});
