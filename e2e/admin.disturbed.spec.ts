import { z } from 'zod';
import { findPlan } from './fixtures/plans.ts';
import { orderQuietly, payQuietly } from './fixtures/quiet-purchase.ts';
import { readOrderNumber } from './fixtures/read-order-number.ts';
import { signIn } from './fixtures/sign-in.ts';
import { OPERATOR, SHOP_URL } from './fixtures/stack.ts';
import { expect, test } from './fixtures/test.ts';

const health = z.object({ providers: z.object({ zendit: z.object({ sellable: z.boolean() }) }) });

async function isSellable(): Promise<boolean> {
  return health.parse(await (await fetch(`${SHOP_URL}/api/health`)).json()).providers.zendit.sellable;
}

/** The shop looks at its wallets once a minute; whoever comes next may want to buy there. */
const awaitSale = () => expect.poll(isSellable, { timeout: 90_000, intervals: [2_000] }).toBe(true);

test.afterEach(async ({ zendit }) => {
  test.setTimeout(240_000);
  await zendit.set({ walletMinor: 100_000_000 });
  await awaitSale();
});

test('an operator sees which order is held and why, and what led to it', async ({
  page,
  context,
  openBrowser,
  zendit,
  email,
}) => {
  test.setTimeout(240_000);
  await awaitSale();
  const desk = await (await openBrowser()).newPage();
  await signIn(desk, OPERATOR);
  const plan = await findPlan({ provider: 'zendit' });
  const order = await orderQuietly(context, { planId: plan.id, email });
  const number = await readOrderNumber(page, order.id);
  await zendit.set({ walletMinor: 0 });
  await payQuietly(context.request, order);

  const held = desk.getByRole('region', { name: 'Held orders' }).getByRole('row').filter({ hasText: number });
  await expect(async () => {
    await desk.goto('/admin');
    await expect(held).toContainText('wallet', { timeout: 500 });
  }).toPass({ timeout: 25_000 });
  await expect(desk.getByRole('region', { name: 'Wholesalers' })).toContainText('wallet');

  await held.getByRole('link', { name: number }).click();
  await expect(desk.getByRole('heading', { level: 1, name: `Order ${number}` })).toBeVisible();
  const event = desk.getByRole('region', { name: 'Events' }).getByRole('row').filter({ hasText: 'held' });
  await expect(event.first()).toContainText('reason: wallet');
});
