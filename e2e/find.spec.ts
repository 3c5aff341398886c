import type { Page } from '@playwright/test';
import { type PlanCard, readPlans } from './fixtures/plans.ts';
import { expect, test } from './fixtures/test.ts';
import { like, t } from './fixtures/words.ts';

const searchField = (page: Page) => page.getByRole('combobox', { name: t('shop.search.label') });

/** Plans without a stated limit cannot be compared, so they come last; of two at one price the shorter comes first. */
function cheapestFirst(plans: readonly PlanCard[]): PlanCard[] {
  const rank = ({ data, prices, days }: PlanCard) => [
    data.kind === 'undisclosed' ? 1 : 0,
    prices.EUR ?? Number.POSITIVE_INFINITY,
    days,
  ];
  return plans.toSorted((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    const at = left.findIndex((value, index) => value !== right[index]);
    return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
  });
}

const CHOOSE = like(t('shop.pass.chooseLabel', { plan: '*' }));
const RULES = (['starts', 'speed', 'fairUse', 'hotspot', 'topUp', 'calls', 'sms', 'charge'] as const).map(
  (key) => t(`shop.plan.${key}`),
);
const shownOf = (shown: number, total: number) => `${t('shop.list.count', { shown, total })}.`;

const SEARCHES = [
  ['jap', 'Japan', 'japan'],
  ['JP', 'Japan', 'japan'],
  ['tokyo', 'Japan', 'japan'],
  ['nippon', 'Japan', 'japan'],
  ['turkiye', 'Türkiye', 'turkiye'],
  ['uk', 'United Kingdom', 'united-kingdom'],
  ['emirates', 'United Arab Emirates', 'united-arab-emirates'],
] as const;

test('the search offers the right place with the keystroke and opens it with Enter', {
  tag: '@desktop',
}, async ({ page }) => {
  await page.goto('/en');
  const field = searchField(page);
  await field.pressSequentially('x');
  await expect(page.getByRole('listbox')).toBeAttached();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'fetch' && /search-index|\/search\?/.test(request.url()))
      asked.push(request.url());
  });
  for (const [typed, name] of SEARCHES) {
    await field.fill('');
    await field.pressSequentially(typed);
    await expect(page.getByRole('option').first()).toContainText(name);
  }
  expect(asked, 'the index was there before the keystroke').toEqual([]);
  await field.fill('nippon');
  await expect(page.getByRole('option', { selected: true })).toContainText('Japan');
  await field.press('Enter');
  await expect(page).toHaveURL(/\/en\/esim\/japan$/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Japan');
});

test('a tap on a suggestion opens the place', async ({ page }) => {
  await page.goto('/en');
  await searchField(page).tap();
  await searchField(page).fill('emirates');
  await page.getByRole('option', { name: /United Arab Emirates/ }).tap();
  await expect(page).toHaveURL(/\/en\/esim\/united-arab-emirates$/);
});

test('search and plans work without JavaScript', async ({ openBrowser }) => {
  const page = await (await openBrowser({ javaScriptEnabled: false })).newPage();
  for (const [typed, name, slug] of SEARCHES) {
    await page.goto('/en');
    await page.locator('input[name="q"]').fill(typed);
    await page.getByRole('button', { name: t('shop.search.submit') }).click();
    await expect(page).toHaveURL(new RegExp(`/en/esim/${slug}$`));
    await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  }
  await page.goto('/en/esim/japan');
  await page.getByRole('link', { name: CHOOSE }).first().click();
  await expect(page.getByRole('link', { name: t('shop.plan.continue') }).first()).toBeVisible();
});

test('a place lists the plans of both wholesalers together, cheapest first', async ({ page }) => {
  const plans = await readPlans('japan');
  expect(new Set(plans.own.map(({ id }) => id.split('-')[0]))).toEqual(new Set(['zim', 'zendit']));

  await page.goto('/en/esim/japan');
  const list = page.getByRole('region', { name: t('shop.place.own', { name: 'Japan' }), exact: true });
  const links = list.getByRole('link', { name: CHOOSE });
  await list.getByRole('link', { name: like(t('shop.list.more', { count: 2 }).replace('2', '*')) }).click();
  await expect(links).toHaveCount(plans.own.length);
  const shown = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(shown).toEqual(cheapestFirst(plans.own).map(({ id }) => `/en/plans/${id}`));
  await expect(page.getByRole('region', { name: t('shop.place.regional', { name: 'Japan' }) })).toBeVisible();
  await expect(page.getByRole('region', { name: t('shop.place.global', { name: 'Japan' }) })).toBeVisible();
});

test('filters narrow the list, can be taken away one by one, and survive the way back', async ({ page }) => {
  const { own, regional, global } = await readPlans('japan');
  const all = [...own, ...regional, ...global];
  const over10 = all.filter(({ data }) => data.kind === 'limited' && data.bytes >= 10 * 1024 ** 3);
  const monthly = over10.filter(({ days }) => days >= 30);
  const status = page.getByRole('status').filter({ hasText: /plans/ });

  await page.goto('/en/esim/japan');
  await page.getByRole('button', { name: t('shop.list.options.over10') }).click();
  await expect(status).toHaveText(shownOf(over10.length, all.length));
  await page.getByRole('button', { name: t('shop.list.allFilters') }).click();
  await page.getByRole('checkbox', { name: t('shop.list.options.days30') }).check();
  await page.getByRole('button', { name: t('shop.list.show', { count: monthly.length }) }).click();
  await expect(status).toHaveText(shownOf(monthly.length, all.length));
  await expect(page).toHaveURL(/\?filter=over10\.days30$/);

  await page.getByRole('link', { name: CHOOSE }).first().click();
  await expect(page).toHaveURL(/\/en\/plans\//);
  await page.goBack();
  await expect(status).toHaveText(shownOf(monthly.length, all.length));

  await page
    .getByRole('button', { name: t('shop.list.remove', { name: t('shop.list.options.over10') }) })
    .click();
  await page
    .getByRole('button', { name: t('shop.list.remove', { name: t('shop.list.chips.days30') }) })
    .click();
  await expect(page).toHaveURL(/\/en\/esim\/japan$/);
  await page.getByRole('button', { name: t('shop.list.options.daily') }).click();
  const daily = all.filter(({ data }) => data.kind === 'daily');
  await expect(status).toHaveText(shownOf(daily.length, all.length));
});

test('another currency changes the prices and moves nothing', { tag: '@desktop' }, async ({ page }) => {
  await page.goto('/en/esim/japan');
  const pass = page
    .getByRole('region', { name: t('shop.place.own', { name: 'Japan' }), exact: true })
    .getByRole('listitem')
    .first();
  await expect(pass.locator('.price').first()).toHaveText(/^€/);
  const before = await pass.boundingBox();
  await page.getByRole('button', { name: t('common.preferences.title') }).click();
  await page.getByRole('combobox', { name: t('common.preferences.currency') }).selectOption('USD');
  await page.keyboard.press('Escape');
  await expect(pass.locator('.price').first()).toHaveText(/^(US)?\$/);
  expect(await pass.boundingBox()).toEqual(before);

  await page.addInitScript(() => {
    const shifts = { sum: 0 };
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if ('value' in entry) shifts.sum += Number(entry.value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.reload();
  await expect(pass.locator('.price').first()).toHaveText(/^(US)?\$/);
  await page.getByRole('heading', { level: 1 }).click();
  expect(await page.evaluate(() => Reflect.get(Reflect.get(window, 'shifts'), 'sum'))).toBeLessThan(0.01);

  await pass.getByRole('link', { name: CHOOSE }).click();
  await page.getByRole('link', { name: t('shop.plan.continue') }).click();
  await expect(page.getByRole('button', { name: /(US)?\$\d/ })).toBeVisible();
});

test('a plan states every rule, or says that the partner does not', async ({ page }) => {
  const { own } = await readPlans('japan');
  const open = own.find((plan) => plan.hotspot === undefined && plan.topUp === undefined);
  const stated = own.find((plan) => plan.hotspot !== undefined);
  const notStated = t('common.notStated');
  const rule = (label: string) =>
    page.getByRole('region', { name: t('shop.plan.rules') }).locator('.rule-line', {
      has: page.getByText(label, { exact: true }),
    });

  await page.goto(`/en/plans/${open?.id}`);
  await expect(rule(t('shop.plan.hotspot'))).toContainText(notStated);
  await expect(rule(t('shop.plan.topUp'))).toContainText(notStated);
  for (const label of RULES) await expect(rule(label).getByRole('definition')).not.toBeEmpty();
  await page.goto(`/en/plans/${stated?.id}`);
  await expect(rule(t('shop.plan.hotspot'))).toContainText(
    new RegExp(`${t('shop.plan.hotspotYes')}|${t('shop.plan.hotspotNo')}`),
  );
});
