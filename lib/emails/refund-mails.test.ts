import { describe, expect, it } from 'vitest';
import { parseCountry } from '#lib/domain/country';
import { money } from '#lib/domain/money';
import { type PlanSnapshot, parseOrderNumber } from '#lib/domain/order';
import type { RefundView } from '#lib/domain/order-view';
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
  price: money(2580, 'EUR'),
  quantity: 2,
  orderUrl: 'https://landfall.example/en/orders/abc/open?t=k1',
};
const refund: RefundView = {
  number: 'LF-7Q4K29-R2',
  amount: money(990, 'EUR'),
  state: 'due',
  reason: 'unused',
  createdAt: new Date('2026-11-22T14:17:04Z'),
};
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('mails about a refund', () => {
  it('begin with the amount, the number and what it is for', () => {
    const mail = renderMail('refund_started', 'en', { ...order, refund });
    expect(mail.subject).toBe('We are refunding €9.90 (LF-7Q4K29-R2)');
    expect(mail.text).toContain('The eSIM never connected, so its whole price goes back.');
    expect(mail.text).toContain('Amount: €9.90\nRefund number: LF-7Q4K29-R2');
    expect(mail.text).not.toContain('25.80');
  });

  it('say of a used eSIM that the rest goes back', () => {
    const used = { ...refund, amount: money(320, 'EUR'), reason: 'partly_used' } as const;
    const mail = renderMail('refund_started', 'de', { ...order, refund: used });
    expect(plain(mail.subject)).toBe('Wir erstatten 3,20 € (LF-7Q4K29-R2)');
    expect(mail.text).toContain('Das ist der Preis des Teils, der übrig war.');
  });

  it('end with the day and the reference of the bank, where there is one', () => {
    const settledAt = new Date('2026-11-22T14:18:41Z');
    const done: RefundView = { ...refund, state: 'succeeded', settledAt };
    const mail = renderMail('refund_done', 'en', { ...order, refund: { ...done, reference: '5264a1' } });
    expect(mail.text).toContain('We sent €9.90 to your bank on 22 Nov 2026, 14:18 UTC.');
    expect(mail.text).toContain('by this reference: 5264a1');
    expect(renderMail('refund_done', 'en', { ...order, refund: done }).text).not.toContain('reference');
  });

  it('say that a person is on it, and nothing of money having been sent', () => {
    const mail = renderMail('refund_delayed', 'en', { ...order, refund: { ...refund, state: 'manual' } });
    expect(mail.subject).toBe('Your refund of €9.90 takes longer (LF-7Q4K29-R2)');
    expect(mail.text).toContain('A person is on it');
    expect(mail.text).not.toContain('We sent');
  });
});

describe('the acknowledgement of a withdrawal', () => {
  const declaredAt = new Date('2026-11-22T14:17:04Z');

  it('repeats the declaration with date and time', () => {
    const mail = renderMail('withdrawal_received', 'en', { ...order, declaredAt, name: 'Mara <b>Lind</b>' });
    expect(mail.subject).toBe('We received your withdrawal (LF-7Q4K29)');
    expect(mail.text).toContain('You declared on 22 Nov 2026, 14:17 UTC:');
    expect(mail.text).toContain('“I withdraw from the contract about order LF-7Q4K29.”');
    expect(mail.text).toContain('Name given: Mara <b>Lind</b>');
    expect(mail.html).toContain('Mara &lt;b&gt;Lind&lt;/b&gt;');
  });

  it('speaks German, and of no name where none was given', () => {
    const mail = renderMail('withdrawal_received', 'de', { ...order, declaredAt, name: '' });
    expect(mail.text).toContain('„Ich widerrufe den Vertrag über die Bestellung LF-7Q4K29.“');
    expect(mail.text).not.toContain('Angegebener Name');
  });
});
