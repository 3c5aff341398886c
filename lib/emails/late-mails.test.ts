import { describe, expect, it } from 'vitest';
import { parseCountry } from '#lib/domain/country';
import { money } from '#lib/domain/money';
import { type PlanSnapshot, parseOrderNumber } from '#lib/domain/order';
import { GIGABYTE, parsePlanId } from '#lib/domain/plan';
import { renderMail } from '#lib/emails/render-mail';

const planId = parsePlanId('zim-plan_x1');
const japan = parseCountry('JP');
const number = parseOrderNumber('LF-7Q4K29');
if (!planId || !japan || !number) throw new Error('The fixture does not parse');

const plan: PlanSnapshot = {
  planId,
  provider: 'zim',
  offerId: 'x1',
  place: { kind: 'country', code: japan },
  data: { kind: 'limited', bytes: 10 * GIGABYTE },
  validityDays: 30,
  start: 'first_connection',
  topUp: 'not_stated',
  costCurrency: 'USD',
  costMinor: 500,
};
const order = {
  shopUrl: 'https://landfall.example/en',
  number,
  plan,
  price: money(1290, 'EUR'),
  quantity: 1,
  orderUrl: 'https://landfall.example/en/orders/abc/open?t=k1',
};
const until = new Date('2026-11-22T14:32:04Z');
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('the mail about a delay', () => {
  it('says what is happening, until when, and that nothing is charged', () => {
    const mail = renderMail('order_delayed', 'en', { ...order, arrived: 0, until });
    expect(mail.subject).toBe('Your eSIM takes longer, nothing is charged (LF-7Q4K29)');
    expect(mail.text).toContain(
      'Your eSIM for Japan has not arrived from the network partner yet. We go on asking until 22 Nov 2026, 14:32 UTC.',
    );
    expect(mail.text).toContain('Nothing is charged: €12.90 is only reserved.');
    expect(mail.text).toContain('On hold, tax included: €12.90');
  });

  it('leads to the order, where another plan may be on offer, by its one button', () => {
    const mail = renderMail('order_delayed', 'en', { ...order, arrived: 0, until });
    expect(mail.text).toContain('your order page offers it at the same price');
    expect(mail.text).toContain(order.orderUrl);
    expect(mail.html.match(/class="on-primary"/g)).toHaveLength(1);
  });

  it('speaks German', () => {
    const mail = renderMail('order_delayed', 'de', { ...order, arrived: 0, until });
    expect(mail.subject).toBe('Ihre eSIM braucht länger, abgebucht ist nichts (LF-7Q4K29)');
    expect(plain(mail.text)).toContain('Abgebucht ist nichts: 12,90 € sind nur reserviert.');
    expect(mail.text).toContain('Wir fragen bis 22. Nov. 2026, 14:32 UTC weiter nach.');
  });

  it('counts the eSIMs of several, and promises of the hold only the part that is missing', () => {
    const three = { ...order, price: money(3870, 'EUR'), quantity: 3, until };
    const some = renderMail('order_delayed', 'en', { ...three, arrived: 2 });
    expect(some.subject).toBe('Your eSIMs take longer, nothing is charged (LF-7Q4K29)');
    expect(some.text).toContain('Arrived so far: 2 of 3 eSIMs for Japan.');
    expect(some.text).toContain('What is not here by then is not charged');
    const none = renderMail('order_delayed', 'en', { ...three, arrived: 0 });
    expect(none.text).toContain('None of your 3 eSIMs for Japan has arrived from the network partner yet.');
  });
});

describe('the mail about a released hold', () => {
  const ended = { arrived: 0, releasedAt: until, browseUrl: 'https://landfall.example/en/esim/japan' };

  it.each([
    ['en', '€12.90 was released on 22 Nov 2026, 14:32 UTC and never charged. Some banks go on showing it'],
    ['de', 'wurden am 22. Nov. 2026, 14:32 UTC freigegeben und nie abgebucht. Manche Banken zeigen'],
  ] as const)('names amount and date in plain words: %s', (locale, words) => {
    const mail = renderMail('order_released', locale, { ...order, ...ended });
    expect(plain(mail.text)).toContain(words);
    expect(plain(mail.text)).toContain(locale === 'en' ? '€12.90' : '12,90 €');
  });

  it('speaks of all eSIMs of an order of several', () => {
    const mail = renderMail('order_released', 'en', { ...order, ...ended, quantity: 3 });
    expect(mail.text).toContain('None of your 3 eSIMs was delivered.');
  });

  it('calls nothing undelivered where eSIMs were shown before the hold ended', () => {
    const mail = renderMail('order_released', 'en', { ...order, ...ended, quantity: 3, arrived: 1 });
    expect(mail.subject).toBe('You were not charged (LF-7Q4K29)');
    expect(mail.text).toContain('before anything was charged');
    expect(mail.text).not.toContain('delivered');
  });
});

describe('the mail about a payment that the bank refused', () => {
  it.each([
    ['en', 'Your payment did not go through (LF-7Q4K29)', 'Nothing was charged, no eSIM was bought'],
    ['de', 'Ihre Zahlung kam nicht zustande (LF-7Q4K29)', 'nichts abgebucht und keine eSIM gekauft'],
  ] as const)('says that nothing was taken and nothing bought: %s', (locale, subject, words) => {
    const browseUrl = 'https://landfall.example/en/esim/japan';
    const mail = renderMail('payment_failed', locale, { ...order, browseUrl });
    expect(mail.subject).toBe(subject);
    expect(mail.text).toContain(words);
    expect(mail.text).toContain(browseUrl);
  });
});
