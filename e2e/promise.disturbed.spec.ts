import type { APIResponse, Page } from '@playwright/test';
import { expectAccessible } from './fixtures/axe.ts';
import { awaitMail, readMails } from './fixtures/inbox.ts';
import { expectMoney, markRecords, readZenditOrder, readZimOrder } from './fixtures/ledger.ts';
import { type PlanCard, readPlans } from './fixtures/plans.ts';
import { awaitReady, readIccid } from './fixtures/purchase.ts';
import { buyQuietly, orderQuietly, payQuietly } from './fixtures/quiet-purchase.ts';
import type { StandIn } from './fixtures/stand-in.ts';
import { expect, test } from './fixtures/test.ts';
import { like, t } from './fixtures/words.ts';

test.afterEach(async ({ zim, zendit }) => {
  await zim.set({ late: { chance: 0, lagMs: 0 } });
  await zendit.set({ outcomes: {} });
});

const DELAYED = like(t('mail.delayed.subject', { number: '*' }));
const euros = ({ prices }: PlanCard) => `€${((prices.EUR ?? 0) / 100).toFixed(2)}`;
const gigabytes = ({ data }: PlanCard) => (data.kind === 'limited' ? data.bytes : 0);

/** Zendit's plan for Japan with an equal, for other days, on ZIM's shelf. */
async function findPair(): Promise<{ late: PlanCard; other: PlanCard }> {
  const { own } = await readPlans('japan');
  const [atZim, atZendit] = ['zim-', 'zendit-'].map((prefix) =>
    own.filter(({ id }) => id.startsWith(prefix)),
  );
  for (const late of atZendit ?? []) {
    const other = atZim?.find(
      (plan) =>
        plan.data.kind === 'limited' &&
        gigabytes(plan) === gigabytes(late) &&
        plan.days > late.days &&
        (plan.prices.EUR ?? 0) <= (late.prices.EUR ?? 0) * 1.25,
    );
    if (other) return { late, other };
  }
  throw new Error('No plan of Zendit for Japan has an equal of ZIM');
}

/** ZIM's plan for a place where Zendit sells as much, for as long, without a word about the hotspot. */
async function findPooled(): Promise<PlanCard> {
  const { own } = await readPlans('japan');
  const found = own.find(
    ({ id, data, hotspot }) => id.startsWith('zim-') && data.kind === 'limited' && hotspot === undefined,
  );
  if (!found) throw new Error('No plan of ZIM for Japan leaves the hotspot open');
  return found;
}

/** An order whose purchase at Zendit never ends, on its page since before it was paid. */
async function waitFor(
  page: Page,
  { plan, email, zendit }: { plan: PlanCard; email: string; zendit: StandIn },
): Promise<string> {
  const order = await orderQuietly(page.context(), { planId: plan.id, email });
  await zendit.set({ outcomes: { [`o-${order.id}-1-1`]: 'stuck' } });
  await page.goto(`/en/orders/${order.id}`);
  await payQuietly(page.context().request, order);
  return order.id;
}

/** The browser's zone is Paris; mails are in UTC. */
const dayIn = (timeZone: string, instant: Date) =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone }).format(instant);

const offer = (page: Page) => page.getByRole('region', { name: t('order.substitute.title') });
const take = (page: Page) => page.getByRole('button', { name: t('order.substitute.accept') });
const phase = (page: Page, of: 'slow' | 'delayed', situation: string) => {
  const words =
    of === 'slow'
      ? t('order.clock.slow', { situation, count: 1 })
      : t.markup('order.clock.delayed', { situation, time: () => '*' });
  return page.getByRole('status').filter({ hasText: like(words) });
};

/** Every look at the order is answered like the first one. */
async function hearNothingNew(page: Page): Promise<void> {
  let first: APIResponse | undefined;
  await page.route('**/api/orders/*/status', async (route) => {
    first ??= await route.fetch();
    await route.fulfill({ response: first });
  });
}

test('who waits too long is told, and takes the other wholesaler’s plan at the same price', async ({
  page,
  zendit,
  email,
}) => {
  test.setTimeout(90_000);
  const { late, other } = await findPair();
  const price = late.prices.EUR ?? 0;
  const since = await markRecords();
  const orderId = await waitFor(page, { plan: late, email, zendit });

  await expect(phase(page, 'slow', 'ordered')).toBeVisible();
  await expect(phase(page, 'delayed', 'ordered')).toBeVisible();
  await expect(offer(page)).toBeVisible();
  await expect(offer(page)).toContainText(t('order.plan.days', { count: other.days }));
  await expect(offer(page)).toContainText(euros(late));
  const days = t.markup('order.substitute.instead', {
    had: t('order.plan.days', { count: late.days }),
    has: t('order.plan.days', { count: other.days }),
    strong: (chunks) => chunks,
  });
  await expect(offer(page).getByRole('listitem').filter({ hasText: days })).toBeVisible();
  await expectMoney(orderId, { kinds: ['authorised'], amount: price });
  await take(page).click();

  await awaitReady(page);
  await expect(page.getByRole('main')).toContainText(t('order.plan.days', { count: other.days }));
  const bought = await readZimOrder(await readIccid(page), since);
  expect([bought.purchases.length, bought.delivered.length]).toEqual([1, 1]);
  await expectMoney(orderId, { kinds: ['authorised', 'captured'], amount: price });

  const mail = await awaitMail(email, DELAYED);
  expect(mail.text).toContain(euros(late));
  expect(mail.text).toContain(t('mail.delayed.choice'));
  const ready = await awaitMail(email, like(t('mail.ready.subject', { place: '*', number: '*' })));
  expect(ready.text.replaceAll('\u00a0', ' ')).toContain(`Validity: ${other.days} days`);

  await test.step('what the first wholesaler still sends is given back', async () => {
    await zendit.set({ outcomes: { [`o-${orderId}-1-1`]: 'done' } });
    const kinds = async () =>
      (await zendit.entries())
        .filter(({ kind, transactionId }) => kind !== 'webhook' && transactionId === `o-${orderId}-1-1`)
        .map(({ kind }) => kind);
    await expect.poll(kinds, { timeout: 20_000 }).toEqual(['purchase', 'delivered', 'refund']);
    expect((await readZenditOrder(orderId)).purchases).toHaveLength(1);
  });
});

test('the other plan is taken without JavaScript, and what comes late stays in stock', async ({
  openBrowser,
  context,
  zim,
  email,
}) => {
  test.setTimeout(90_000);
  const plan = await findPooled();
  const price = plan.prices.EUR ?? 0;
  const visitor = await openBrowser({ javaScriptEnabled: false });
  const page = await visitor.newPage();
  const order = await orderQuietly(visitor, { planId: plan.id, email });
  await zim.set({ late: { chance: 1, lagMs: 15_000 } });
  const bought = (await zim.entries()).length;
  await payQuietly(visitor.request, order);
  await expect(async () => {
    await page.goto(`/en/orders/${order.id}`);
    await expect(take(page)).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000, intervals: [1_000] });
  await zim.set({ late: { chance: 0, lagMs: 0 } });
  await take(page).click();
  await expect(async () => {
    await page.goto(`/en/orders/${order.id}`);
    await expect(page.getByRole('heading', { level: 1, name: t('order.title.ready') })).toBeVisible({
      timeout: 1_000,
    });
  }).toPass({ timeout: 20_000, intervals: [1_000] });
  const { purchases, delivered } = await readZenditOrder(order.id);
  expect([purchases.length, delivered.length]).toEqual([1, 1]);
  await expectMoney(order.id, { kinds: ['authorised', 'captured'], amount: price });

  const arrived = async () => (await zim.entries()).slice(bought).filter(({ kind }) => kind === 'allocation');
  await expect.poll(arrived, { timeout: 30_000 }).toHaveLength(1);
  const [inStock] = await arrived();
  const next = await buyQuietly(context, { planId: plan.id, email });
  const shown = await context.newPage();
  await shown.goto(`/en/orders/${next}`);
  expect(await readIccid(shown)).toBe(inStock?.iccid);
  expect((await zim.entries()).slice(bought).filter(({ kind }) => kind === 'purchase')).toHaveLength(1);
});

test('who does not press gets the hold back, and a press that comes too late replaces nothing', async ({
  page,
  context,
  openBrowser,
  zim,
  zendit,
  email,
}) => {
  test.setTimeout(120_000);
  const { late } = await findPair();
  const bought = (await zim.entries()).length;
  const orderId = await waitFor(page, { plan: late, email, zendit });
  await expect(offer(page)).toBeVisible({ timeout: 25_000 });
  await expectAccessible(page, 'another plan on offer');

  // A page that hears of nothing: the offer stays on it.
  const stale = await context.newPage();
  await hearNothingNew(stale);
  await stale.goto(`/en/orders/${orderId}`);
  await expect(take(stale)).toBeVisible();
  await test.step('a stranger who sends the form is told what any unknown order says', async () => {
    const fields = stale.locator('form', { has: take(stale) }).locator('input[type=hidden]');
    const form = await fields.evaluateAll((inputs) =>
      inputs.map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']),
    );
    const html = await (await context.request.get(`/en/orders/${orderId}`)).text();
    const action = /name="(\$ACTION_[^"]*)"/.exec(html)?.[1] ?? '';
    const stranger = await openBrowser();
    const answer = await stranger.request.post(`/en/orders/${orderId}`, {
      multipart: { ...Object.fromEntries(form), [action]: '' },
      headers: { origin: new URL(page.url()).origin },
    });
    expect(await answer.text()).toContain(t('order.unknown.title'));
  });

  await expect(page.getByRole('heading', { level: 1, name: t('order.title.released') })).toBeVisible({
    timeout: 60_000,
  });
  await expectMoney(orderId, { kinds: ['authorised', 'voided'], amount: late.prices.EUR ?? 0 });
  const releasedAt = new Date();
  const words = t.markup('order.released.body', {
    amount: euros(late),
    time: () => `*${dayIn('Europe/Paris', releasedAt)}*`,
  });
  await expect(page.getByText(like(words))).toBeVisible();

  await take(stale).click();
  await expect(
    stale.getByRole('alert').filter({ hasText: t('order.substitute.answer.too_late') }),
  ).toBeVisible();
  await expect(stale.getByRole('heading', { level: 1, name: t('order.title.released') })).toBeVisible();
  expect((await zim.entries()).slice(bought).filter(({ kind }) => kind === 'purchase')).toEqual([]);

  const mail = await awaitMail(email, like(t('mail.released.subject', { number: '*' })));
  expect(mail.text).toContain(`${euros(late)} was released on ${dayIn('UTC', releasedAt)}`);
  expect((await readMails(email)).filter(({ subject }) => DELAYED.test(subject))).toHaveLength(1);
});
