import type { BrowserContext, Page } from '@playwright/test';
import { z } from 'zod';
import { findPlan } from './fixtures/plans.ts';
import { readIccid } from './fixtures/purchase.ts';
import { buyQuietly } from './fixtures/quiet-purchase.ts';
import { expect, test } from './fixtures/test.ts';
import { like, t } from './fixtures/words.ts';

const GIGABYTE = 1024 ** 3;

test.beforeEach(async ({ zim, zendit }) => {
  await Promise.all([zim.set({ usage: {} }), zendit.set({ usage: {} })]);
  await Promise.all([zim.fail(), zendit.fail()]);
});
test.afterAll(async ({ zim, zendit }) => {
  await Promise.all([zim.set({ usage: {} }), zendit.set({ usage: {} })]);
  await Promise.all([zim.fail(), zendit.fail()]);
});

const MEASURED = like(`${t.markup('order.meter.measured', { time: () => '*', age: '*' })}*`);
const CHECKED_NOW = like(
  `${t.markup('order.meter.checked', { time: () => '*', age: t('order.meter.ageNow') })}*`,
);

type Watched = { page: Page; iccid: string };

/** An order page that is left open; its own clock runs on when a test says so. */
async function watch(context: BrowserContext, planId: string, email: string): Promise<Watched> {
  const orderId = await buyQuietly(context, { planId, email });
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`/en/orders/${orderId}`);
  await page.evaluate(() => Object.assign(window, { notReloaded: true }));
  return { page, iccid: await readIccid(page) };
}

/** Lets half minutes pass in the page, so that it polls, until it shows what is expected. */
async function expectSoon({ page }: Watched, ...texts: (string | RegExp)[]): Promise<void> {
  await expect(async () => {
    await page.clock.fastForward(31_000);
    for (const text of texts)
      await expect(page.getByRole('main').getByText(text).first()).toBeVisible({ timeout: 1500 });
  }).toPass({ timeout: 50_000, intervals: [2000] });
  expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true);
}

test('meters move without a reload and say honestly what they know', async ({
  context,
  zim,
  zendit,
  email,
}) => {
  test.setTimeout(180_000);
  const [atZendit, atZim, unlimited] = await Promise.all([
    findPlan({ provider: 'zendit' }),
    findPlan({ provider: 'zim' }),
    findPlan({ provider: 'zim', data: 'undisclosed' }),
  ]);
  const bytesOf = ({ data }: typeof atZim) => (data.kind === 'limited' ? data.bytes : 0);
  const fromZendit = await watch(context, atZendit.id, email);
  const fromZim = await watch(context, atZim.id, email);
  const open = await watch(context, unlimited.id, email);
  const subscriptions = (await zim.entries()).filter(({ kind }) => kind === 'allocation');
  const subscriptionOf = ({ iccid }: Watched) =>
    z.string().parse(subscriptions.find((entry) => entry.iccid === iccid)?.subscriptionId);

  await expectSoon(fromZendit, t('order.meter.notStarted'), CHECKED_NOW);
  await expectSoon(fromZim, t('order.meter.notStarted'), MEASURED);

  await zendit.set({
    usage: { [fromZendit.iccid]: { remainingGB: (bytesOf(atZendit) / GIGABYTE) * 0.6, status: 'ACTIVE' } },
  });
  await zim.set({
    usage: {
      [subscriptionOf(fromZim)]: { spentBytes: Math.round(bytesOf(atZim) * 0.9), status: 'ACTIVE' },
      [subscriptionOf(open)]: { spentBytes: 3 * GIGABYTE, status: 'ACTIVE' },
    },
  });
  await expectSoon(
    fromZendit,
    t('order.meter.active'),
    like(t('order.meter.unitLeft', { unit: '*' })),
    new RegExp(t('order.meter.phoneDiffers')),
  );
  await expect(fromZendit.page.getByRole('meter', { name: t('order.meter.title') })).toBeVisible();
  await expectSoon(fromZim, t('order.meter.low', { percent: '10' }), MEASURED);
  await expectSoon(
    open,
    t('order.meter.active'),
    t('order.meter.unitUsed', { unit: 'GB' }),
    t('order.meter.undisclosedRule'),
  );
  await expect(open.page.getByRole('meter')).toHaveCount(0);

  await zendit.set({ usage: { [fromZendit.iccid]: { remainingGB: 0, status: 'FINISHED' } } });
  await zim.set({ usage: { [subscriptionOf(fromZim)]: { spentBytes: bytesOf(atZim), status: 'DEPLETED' } } });
  await zim.fail({ match: `GET /subscriptions/${subscriptionOf(open)}*`, status: 503 });
  await expectSoon(fromZendit, t('order.meter.ended'));
  await expectSoon(fromZim, t('order.meter.usedUp'), like(t('order.meter.allUsed', { total: '*' })));
  await expectSoon(
    open,
    t('order.meter.stale'),
    like(t.markup('order.meter.lastReading', { time: () => '*', age: '*' })),
    t('order.meter.notAffected'),
  );
});
