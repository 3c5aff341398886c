import { expectAccessible } from './fixtures/axe.ts';
import { awaitMail, readMails } from './fixtures/inbox.ts';
import { expectMoney, readMoney } from './fixtures/ledger.ts';
import { findPlan } from './fixtures/plans.ts';
import { awaitOrder, checkOut, payWithCard } from './fixtures/purchase.ts';
import { expect, test } from './fixtures/test.ts';
import { like, t } from './fixtures/words.ts';

const READY = like(t('mail.ready.subject', { place: '*', number: '*' }));

test.afterEach(async ({ zim, zendit }) => {
  await zim.set({ outcome: 'fulfilled' });
  await zendit.set({ walletMinor: 100_000_000 });
});

/** Last of all, for a wholesaler whose wallet was empty stays out of sale until the shop has looked again. */
test('what does not arrive in time is released, and the page and a mail say so', async ({
  page,
  context,
  zim,
  zendit,
  email,
}) => {
  test.setTimeout(150_000);
  const [silent, broke] = await Promise.all([
    // Nobody else buys there: the next order of a plan first waits for what was bought and has not come yet.
    findPlan({ provider: 'zim', place: 'fiji', sections: ['own'] }),
    findPlan({ provider: 'zendit' }),
  ]);
  await zim.set({ outcome: 'stuck' });
  const other = await context.newPage();
  await Promise.all([
    checkOut(page, { planId: silent.id, email }),
    checkOut(other, { planId: broke.id, email: `broke-${email}` }),
  ]);
  // Not sooner: the shop looks at its wallets and would sell nothing.
  await zendit.set({ walletMinor: 0 });
  await payWithCard(page, 'accepted');
  await payWithCard(other, 'accepted');
  const [first, second] = [await awaitOrder(page), await awaitOrder(other)];
  await expect(page.getByRole('heading', { level: 1, name: t('order.title.preparing') })).toBeVisible();
  await expect(page.getByText(like(t('order.promiseHold', { amount: '€*' })))).toBeVisible();
  await expect(other.getByRole('heading', { level: 1, name: t('order.title.held') })).toBeVisible({
    timeout: 25_000,
  });
  await expect(other.getByText(t('order.held.wallet'))).toBeVisible();
  expect((await readMoney(first)).map(({ kind }) => kind)).toEqual(['authorised']);
  await expectAccessible(page, 'preparing');
  await expectAccessible(other, 'held');

  for (const [shown, orderId, plan] of [
    [page, first, silent],
    [other, second, broke],
  ] as const) {
    await expect(shown.getByRole('heading', { level: 1, name: t('order.title.released') })).toBeVisible({
      timeout: 60_000,
    });
    await expectMoney(orderId, { kinds: ['authorised', 'voided'], amount: plan.prices.EUR ?? 0 });
  }
  await expect(
    page.getByText(like(t.markup('order.released.body', { amount: '€*', time: () => '*' }))),
  ).toBeVisible();
  await expectAccessible(page, 'released');
  const mail = await awaitMail(email, like(t('mail.released.subject', { number: '*' })));
  expect(mail.text).toContain(t('mail.released.heading'));
  expect((await readMails(email)).filter(({ subject }) => READY.test(subject))).toEqual([]);
});
