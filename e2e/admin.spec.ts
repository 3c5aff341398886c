import type { Page } from '@playwright/test';
import { fetchVendorEsim } from './fixtures/ledger.ts';
import { findPlan } from './fixtures/plans.ts';
import { awaitReady, readIccid } from './fixtures/purchase.ts';
import { buyQuietly } from './fixtures/quiet-purchase.ts';
import { readOrderNumber } from './fixtures/read-order-number.ts';
import { signIn } from './fixtures/sign-in.ts';
import { OPERATOR } from './fixtures/stack.ts';
import { expect, test } from './fixtures/test.ts';

/** What somebody gets who asks for an address. */
async function ask(page: Page, path: string) {
  const answer = await page.goto(path);
  const landmarks = ['banner', 'main', 'contentinfo'] as const;
  const words = await Promise.all(landmarks.map((role) => page.getByRole(role).textContent()));
  return { status: answer?.status(), title: await page.title(), words };
}

test('operators’ pages do not exist for strangers and customers', async ({ page, complaints, email }) => {
  complaints.expectMissing(/nothing|^\/admin/);
  const unknown = await ask(page, '/en/nothing/here');
  expect(unknown.status).toBe(404);
  for (const path of ['/admin', '/admin/orders/LF-7Q4K29']) expect(await ask(page, path)).toEqual(unknown);
  await signIn(page, email);
  for (const path of ['/admin', '/admin/orders/LF-7Q4K29']) expect(await ask(page, path)).toEqual(unknown);
});

test('an operator reads the life of an order, without its codes and the whole address', async ({
  page,
  context,
  openBrowser,
  complaints,
  email,
}) => {
  const plan = await findPlan({ provider: 'zendit' });
  const orderId = await buyQuietly(context, { planId: plan.id, email });
  const number = await readOrderNumber(page, orderId);
  await awaitReady(page);
  const iccid = await readIccid(page);
  const { matchingId } = await fetchVendorEsim('zendit', iccid);

  const desk = await (await openBrowser()).newPage();
  await signIn(desk, OPERATOR);
  const answer = await desk.goto(`/admin/orders/${number}`);
  expect(answer?.status()).toBe(200);
  expect(answer?.headers()).toMatchObject({
    'cache-control': 'private, no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
  });
  await expect(desk.getByRole('heading', { level: 1, name: `Order ${number}` })).toBeVisible();
  const events = desk.getByRole('region', { name: 'Events' });
  for (const kind of ['created', 'payment_authorised', 'esim_allocated', 'payment_captured'])
    await expect(events.getByRole('cell', { name: kind, exact: true })).toBeVisible();
  await expect(desk.getByRole('region', { name: 'eSIMs' })).toContainText('delivered');
  await expect(desk.getByRole('region', { name: 'Mails' })).toContainText('order_ready');
  const source = (await answer?.text()) ?? '';
  expect(source).toContain('m…@example.com');
  for (const secret of [email, iccid, matchingId]) expect(source).not.toContain(secret);

  await desk.getByRole('link', { name: 'Operations' }).click();
  await expect(desk.getByRole('heading', { level: 1, name: 'Operations' })).toBeVisible();
  await expect(desk.getByRole('region', { name: 'Wholesalers' })).toContainText('zendit');
  await expect(desk.getByRole('region', { name: 'Catalogue syncs' })).toContainText('succeeded');

  complaints.expectMissing(/^\/admin/);
  expect((await desk.goto('/admin/orders/LF-000000'))?.status()).toBe(404);
});
