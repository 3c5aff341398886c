import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { extractText } from 'unpdf';
import { formatMoney, money } from '../lib/domain/money.ts';
import { expectAccessible } from './fixtures/axe.ts';
import { findPlan } from './fixtures/plans.ts';
import { awaitReady } from './fixtures/purchase.ts';
import { buyQuietly } from './fixtures/quiet-purchase.ts';
import { expect, test } from './fixtures/test.ts';
import { like, t } from './fixtures/words.ts';

const UNKNOWN_ORDER = 'a'.repeat(20);

async function readPdf(bytes: Buffer): Promise<string> {
  return (await extractText(new Uint8Array(bytes), { mergePages: true })).text;
}

/** From the order's page, where the number of the receipt stands. */
async function readReceiptNumber(page: Page): Promise<string> {
  const heading = page.getByRole('heading', { name: like(t('receipt.link', { number: 'LF-*' })) });
  return /LF-\w+-1$/.exec((await heading.textContent()) ?? '')?.[0] ?? '';
}

test('what was charged can be read on a page and kept as a PDF @both', async ({ page, context, email }) => {
  const plan = await findPlan({ provider: 'zendit' });
  const orderId = await buyQuietly(context, { planId: plan.id, email });
  const amount = formatMoney(money(plan.prices.EUR ?? 0, 'EUR'), 'en');
  await page.goto(`/en/orders/${orderId}`);
  await awaitReady(page);
  const number = await readReceiptNumber(page);

  await page.getByRole('link', { name: t('receipt.page'), exact: true }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: `${t('receipt.title.charge')} ${number}` }),
  ).toBeVisible();
  for (const words of [amount, email, t('receipt.sandbox')])
    await expect(page.getByRole('article')).toContainText(words);
  await expectAccessible(page, 'receipt');

  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: t('receipt.download') }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe(`${number}.pdf`);
  const text = await readPdf(await readFile(await download.path()));
  for (const words of [number, number.slice(0, -2), amount, email, t('receipt.sandbox')])
    expect(text).toContain(words);

  const german = await page.request.get(`/de/orders/${orderId}/receipts/${number}/pdf`);
  expect(await readPdf(await german.body())).toContain('Belegnummer');
});

test('on paper only the receipt is left, dark on white', async ({ page, context, email }) => {
  const plan = await findPlan({ provider: 'zendit' });
  const orderId = await buyQuietly(context, { planId: plan.id, email });
  await page.goto(`/en/orders/${orderId}`);
  await page.goto(`/en/orders/${orderId}/receipts/${await readReceiptNumber(page)}`);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.getByRole('article')).toBeVisible();
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('contentinfo')).toBeHidden();
  await expect(page.getByRole('link', { name: t('receipt.download') })).toBeHidden();
  const colour = await page.getByRole('article').evaluate((article) => getComputedStyle(article).color);
  expect(colour).toBe('rgb(12, 26, 28)');
});

test('a receipt opens for its buyer alone, and is kept by no cache', async ({
  page,
  context,
  openBrowser,
  complaints,
  email,
}) => {
  const plan = await findPlan({ provider: 'zendit' });
  const orderId = await buyQuietly(context, { planId: plan.id, email });
  await page.goto(`/en/orders/${orderId}`);
  const number = await readReceiptNumber(page);
  const path = `/en/orders/${orderId}/receipts/${number}`;

  for (const address of [path, `${path}/pdf`]) {
    const headers = (await page.request.get(address)).headers();
    expect(headers).toMatchObject({
      'cache-control': expect.stringContaining('no-store'),
      'referrer-policy': 'no-referrer',
      'x-robots-tag': expect.stringContaining('noindex'),
    });
  }
  const head = await page.request.head(`${path}/pdf`);
  expect([head.status(), head.headers()['content-type'], (await head.body()).length]).toEqual([
    200,
    'application/pdf',
    0,
  ]);
  expect((await page.request.get(`/en/orders/${orderId}/receipts/LF-000000-1/pdf`)).status()).toBe(404);

  const stranger = await (await openBrowser()).newPage();
  complaints.expectMissing(/\/orders\//);
  for (const other of [path, `/en/orders/${UNKNOWN_ORDER}/receipts/${number}`]) {
    expect((await stranger.goto(other))?.status()).toBe(404);
    await expect(stranger.getByRole('heading', { level: 1, name: t('order.unknown.title') })).toBeVisible();
    const pdf = await stranger.request.get(`${other}/pdf`);
    expect([pdf.status(), await pdf.text()]).toEqual([404, t('order.unknown.title')]);
  }
});
