import { createTranslator } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { type Currency, money } from '#lib/domain/money';
import { parsePromotionCode } from '#lib/domain/promotion';
import { type ReceiptInput, toReceipts } from '#lib/domain/receipt';
import { toReceiptSheet } from '@/components/orders/receipt-sheet';
import de from '../../messages/de/receipt.json' with { type: 'json' };
import en from '../../messages/en/receipt.json' with { type: 'json' };

const JAPAN = 'Japan, 10 GB, 30 days';

function requireCode(text: string) {
  const code = parsePromotionCode(text);
  if (!code) throw new Error(`${text} is not a code`);
  return code;
}

function sale(minor: number, currency: Currency): ReceiptInput {
  return {
    orderNumber: 'LF-7Q4K29',
    email: 'mara@example.com',
    unitPrice: money(minor, currency),
    delivered: [JAPAN],
    capturedMinor: minor,
    capturedAt: new Date('2027-01-11T14:18:41Z'),
    refunds: [
      { number: 1, description: JAPAN, minor, at: new Date('2027-01-12T09:00:00Z'), reference: 're_1' },
    ],
    taxBps: 1900,
  };
}

function sheets(input: ReceiptInput, locale: 'en' | 'de') {
  const t = createTranslator({ locale, messages: { receipt: { en, de }[locale] }, namespace: 'receipt' });
  const seller = { name: 'Landfall', address: ['Pier 1'], taxId: 'X1' };
  return toReceipts(input).map((receipt) =>
    toReceiptSheet(receipt, { t, locale, shopName: 'Landfall', seller, sandbox: true }),
  );
}

describe('toReceiptSheet', () => {
  it('words a charge', () => {
    const [charge] = sheets(sale(1290, 'EUR'), 'en');
    expect(charge).toMatchObject({
      title: 'Receipt',
      facts: [
        { label: 'Receipt number', value: 'LF-7Q4K29-1' },
        { label: 'Order', value: 'LF-7Q4K29' },
        { label: 'Charged', value: '11 January 2027 at 14:18 UTC' },
        { label: 'Ordered by', value: 'mara@example.com' },
      ],
      lines: [{ description: 'eSIM: Japan, 10 GB, 30 days', quantity: '1', unit: '€12.90', total: '€12.90' }],
      total: { label: 'Charged', amount: '€12.90' },
      tax: { label: 'Included, set aside for sales tax at 19%', amount: '€2.06' },
      seller: { lines: ['Landfall', 'Pier 1', 'Tax ID X1'] },
      notes: [en.note.charge, en.sandbox],
    });
  });

  it('words what a promotion code took off, below the list price', () => {
    const unitPrice = money(1161, 'EUR');
    const promotion = { code: requireCode('SUMMER10'), discount: money(129, 'EUR') };
    const bought = { unitPrice, promotion, delivered: [JAPAN, JAPAN], capturedMinor: 2322, refunds: [] };
    const [charge] = sheets({ ...sale(1161, 'EUR'), ...bought }, 'en');
    expect(charge?.lines).toEqual([
      { description: `eSIM: ${JAPAN}`, quantity: '2', unit: '€12.90', total: '€25.80' },
      { description: 'Promotion code SUMMER10', quantity: '2', unit: '-€1.29', total: '-€2.58' },
    ]);
    expect(charge?.total).toEqual({ label: 'Charged', amount: '€23.22' });
  });

  it('words a refund, with the charge it belongs to and the bank’s reference', () => {
    const [, refund] = sheets(sale(1290, 'EUR'), 'en');
    expect(refund?.title).toBe('Refund receipt');
    expect(refund?.facts).toContainEqual({ label: 'Refund of receipt', value: 'LF-7Q4K29-1' });
    expect(refund?.facts).toContainEqual({ label: 'Payment reference', value: 're_1' });
    expect(refund?.total).toEqual({ label: 'Refunded', amount: '€12.90' });
  });

  it.each<[number, Currency, string, string]>([
    [1980, 'JPY', '1.980 ¥', '316 ¥'],
    [12_350, 'KWD', '12,350 KWD', '1,972 KWD'],
    [1290, 'CHF', '12,90 CHF', '2,06 CHF'],
  ])('writes %d %s with the decimals of its currency', (minor, currency, total, tax) => {
    const [charge] = sheets(sale(minor, currency), 'de');
    const plain = (text = '') => text.replaceAll('\u00a0', ' ');
    expect(plain(charge?.total.amount)).toBe(total);
    expect(plain(charge?.tax.amount)).toBe(tax);
  });
});
