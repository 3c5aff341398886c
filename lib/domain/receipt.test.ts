import { describe, expect, it } from 'vitest';
import { type Currency, money } from '#lib/domain/money';
import { includedTax, type ReceiptInput, toReceipts } from '#lib/domain/receipt';

const JAPAN = 'Japan, 10 GB, 30 days';
const CAPTURED_AT = new Date('2027-01-11T14:18:41Z');
const REFUNDED_AT = new Date('2027-01-12T09:00:00Z');

function sale(change: Partial<ReceiptInput> = {}): ReceiptInput {
  return {
    orderNumber: 'LF-7Q4K29',
    email: 'mara@example.com',
    unitPrice: money(1290, 'EUR'),
    delivered: [JAPAN],
    capturedMinor: 1290,
    capturedAt: CAPTURED_AT,
    refunds: [],
    taxBps: 1900,
    ...change,
  };
}

describe('includedTax', () => {
  it.each<[number, Currency, number, number]>([
    [1290, 'EUR', 1900, 206],
    [119, 'EUR', 1900, 19],
    [1, 'EUR', 1900, 0],
    [0, 'EUR', 1900, 0],
    [1980, 'JPY', 1000, 180],
    [1290, 'JPY', 1900, 206],
    [1190, 'KWD', 1900, 190],
    [12_350, 'KWD', 1900, 1972],
    [4850, 'CHF', 810, 363],
    [1290, 'EUR', 0, 0],
    [Number.MAX_SAFE_INTEGER, 'EUR', 1900, 1_438_124_250_756_965],
  ])('of %d %s at %d basis points is %d', (minor, currency, taxBps, tax) => {
    expect(includedTax(money(minor, currency), taxBps)).toEqual({ minor: tax, currency });
  });

  it('rounds the part before tax half up', () => {
    expect(includedTax(money(3, 'EUR'), 10_000).minor).toBe(1);
  });
});

describe('toReceipts', () => {
  it('makes the receipt of the charge', () => {
    expect(toReceipts(sale())).toEqual([
      {
        kind: 'charge',
        number: 'LF-7Q4K29-1',
        orderNumber: 'LF-7Q4K29',
        issuedAt: CAPTURED_AT,
        email: 'mara@example.com',
        lines: [
          {
            description: JAPAN,
            quantity: 1,
            unit: money(1290, 'EUR'),
            total: money(1290, 'EUR'),
          },
        ],
        total: money(1290, 'EUR'),
        tax: { rateBps: 1900, included: money(206, 'EUR') },
      },
    ]);
  });

  it('counts every eSIM that was delivered, and the tax of their sum', () => {
    const [charge] = toReceipts(sale({ delivered: [JAPAN, JAPAN, JAPAN], capturedMinor: 3870 }));
    expect(charge?.lines).toEqual([
      {
        description: JAPAN,
        quantity: 3,
        unit: money(1290, 'EUR'),
        total: money(3870, 'EUR'),
      },
    ]);
    expect(charge?.tax.included).toEqual(money(618, 'EUR'));
  });

  it('lists what was taken in place of a late eSIM by its own plan', () => {
    const other = 'Japan, 12 GB, 30 days';
    const [charge] = toReceipts(sale({ delivered: [JAPAN, other, JAPAN], capturedMinor: 3870 }));
    expect(charge?.lines).toMatchObject([
      { description: JAPAN, quantity: 2, total: { minor: 2580 } },
      { description: other, quantity: 1, total: { minor: 1290 } },
    ]);
  });

  it('makes a receipt for each refund, which names the charge and the bank’s reference', () => {
    const receipts = toReceipts(
      sale({
        refunds: [
          { number: 1, description: JAPAN, minor: 500, at: REFUNDED_AT, reference: 're_1' },
          { number: 2, description: JAPAN, minor: 790, at: REFUNDED_AT },
        ],
      }),
    );
    expect(receipts.map(({ number }) => number)).toEqual(['LF-7Q4K29-1', 'LF-7Q4K29-R1', 'LF-7Q4K29-R2']);
    expect(receipts[1]).toMatchObject({
      kind: 'refund',
      issuedAt: REFUNDED_AT,
      total: money(500, 'EUR'),
      refundOf: 'LF-7Q4K29-1',
      paymentReference: 're_1',
    });
    expect(receipts[2]).not.toHaveProperty('paymentReference');
  });

  it('gives back exactly the tax of the charge once all of it is refunded', () => {
    const thirds = [1, 2, 3].map((number) => ({ number, description: JAPAN, minor: 430, at: REFUNDED_AT }));
    const [charge, ...refunds] = toReceipts(sale({ refunds: thirds }));
    expect(refunds.map(({ tax }) => tax.included.minor)).toEqual([69, 68, 69]);
    expect(charge?.tax.included.minor).toBe(206);
  });

  it('refuses a sum that price and quantity do not make up', () => {
    expect(() => toReceipts(sale({ capturedMinor: 1289 }))).toThrow('LF-7Q4K29');
  });
});
