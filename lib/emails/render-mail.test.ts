import { describe, expect, it } from 'vitest';
import { parseCountry } from '#lib/domain/country';
import { money } from '#lib/domain/money';
import { type PlanSnapshot, parseOrderNumber } from '#lib/domain/order';
import { GIGABYTE, parsePlanId } from '#lib/domain/plan';
import { fillText } from '#lib/emails/mail-texts';
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
  orderUrl: 'https://landfall.example/en/orders/abc/open?t=k1&x="2"',
};

describe('renderMail', () => {
  it('says that the eSIM is ready, with one button and the receipt', () => {
    const mail = renderMail('order_ready', 'en', {
      ...order,
      arrived: 1,
      paidAt: new Date('2026-11-22T14:17:04Z'),
      readyAt: new Date('2026-11-22T14:18:41Z'),
    });
    expect(mail.subject).toBe('Your eSIM is ready: Japan (LF-7Q4K29)');
    expect(mail.text).toContain('Japan, 10 GB, 30 days');
    expect(mail.text).toContain('Charged, tax included: €12.90');
    expect(mail.text).toContain('Paid 22 Nov 2026, 14:17 UTC, ready 22 Nov 2026, 14:18 UTC');
    expect(mail.html.match(/class="on-primary"/g)).toHaveLength(1);
    expect(mail.html).not.toContain('LPA:');
  });

  it('escapes the address in the markup and leaves it whole in the plain twin', () => {
    const mail = renderMail('order_link', 'en', order);
    expect(mail.html).toContain('open?t=k1&amp;x=&quot;2&quot;');
    expect(mail.html).not.toContain('x="2"');
    expect(mail.text).toContain(order.orderUrl);
  });

  it('tells in German that nothing was charged', () => {
    const mail = renderMail('order_released', 'de', {
      ...order,
      arrived: 0,
      releasedAt: new Date('2026-11-22T14:32:00Z'),
      browseUrl: 'https://landfall.example/de/esim/japan',
    });
    expect(mail.subject).toBe('Nicht geliefert, nicht abgebucht (LF-7Q4K29)');
    expect(mail.text).toMatch(/12,90\s€/);
    expect(mail.html).toContain('<html lang="de"');
  });

  it('counts one minute in the singular', () => {
    const mail = renderMail('order_received', 'en', { ...order, promiseMinutes: 1 });
    expect(mail.text).toContain('If it is not ready after 1 minute, the hold ends');
    expect(renderMail('order_received', 'en', { ...order, promiseMinutes: 15 }).text).toContain('15 minutes');
  });

  describe('of an order with three eSIMs', () => {
    const three = { ...order, price: money(3870, 'EUR'), quantity: 3 };
    const times = {
      paidAt: new Date('2026-11-22T14:17:04Z'),
      readyAt: new Date('2026-11-22T14:18:41Z'),
    };

    it('says how many are being prepared and what is on hold for all of them', () => {
      const mail = renderMail('order_received', 'en', { ...three, promiseMinutes: 15 });
      expect(mail.subject).toBe('€38.70 is on hold, your 3 eSIMs are being prepared (LF-7Q4K29)');
      expect(mail.text).toContain('Japan, 10 GB, 30 days, 3 eSIMs');
      expect(mail.text).toContain('What is not ready after 15 minutes is not charged');
      expect(mail.text).toContain('On hold, tax included: €38.70');
    });

    it('says that all are ready and charged, and of no rest', () => {
      const mail = renderMail('order_ready', 'en', { ...three, ...times, arrived: 3 });
      expect(mail.subject).toBe('Your 3 eSIMs are ready: Japan (LF-7Q4K29)');
      expect(mail.text).toContain('Charged, tax included: €38.70');
      expect(mail.text).not.toContain('not charged');
    });

    it('says of two that arrived what was charged and what was not', () => {
      const two = { ...three, price: money(2580, 'EUR'), arrived: 2, notCharged: money(1290, 'EUR') };
      const mail = renderMail('order_ready', 'en', { ...two, ...times });
      expect(mail.subject).toBe('2 of 3 eSIMs ready: Japan (LF-7Q4K29)');
      expect(mail.text).toContain('You paid €25.80 for 2 of 3 eSIMs.');
      expect(mail.html).toContain('€12.90 was not charged');
      expect(renderMail('order_ready', 'de', { ...two, ...times }).text).toMatch(
        /25,80\s€ für 2 von 3 eSIMs bezahlt.*12,90\s€ wurden nicht abgebucht/s,
      );
    });
  });

  it('names a region and the speed after a daily allowance', () => {
    const regional = {
      ...plan,
      place: { kind: 'region', region: 'europe', label: 'EU+' } as const,
      data: { kind: 'daily', bytesPerDay: GIGABYTE, thenKbps: 512 } as const,
      validityDays: 1,
    };
    const mail = renderMail('order_link', 'de', { ...order, plan: regional });
    expect(mail.text).toContain('Europa, 1 GB/Tag, dann 512 kbit/s, 1 Tag');
  });

  it('signs in without a word of whoever asked', () => {
    const mail = renderMail('sign_in', 'en', {
      shopUrl: 'https://landfall.example/en',
      signInUrl: 'https://landfall.example/en/sign-in/confirm?token=t',
      minutes: 10,
    });
    expect(mail.subject).toBe('Sign in to Landfall');
    expect(mail.text).toContain('The link works once, for 10 minutes.');
  });

  it('refuses an address that is not of the web', () => {
    expect(() => renderMail('order_link', 'en', { ...order, orderUrl: 'javascript:alert(1)' })).toThrow(
      'Not a web address: javascript:',
    );
  });
});

describe('fillText', () => {
  it('throws when a value is missing', () => {
    expect(() => fillText('Hello {name}', {})).toThrow('No value for {name} in a mail text');
  });
});
