import { type Money, money } from '#lib/domain/money';
import type { OrderPromotion } from '#lib/domain/promotion';

/** What was taken, or given back, once it happened. Every amount is positive; `kind` says which way it went. */
export type Receipt = ReceiptFacts &
  (
    | { kind: 'charge'; discount?: ReceiptDiscount }
    | { kind: 'refund'; refundOf: string; paymentReference?: string }
  );

type ReceiptFacts = {
  /** "LF-7Q4K29-1" for the charge, "LF-7Q4K29-R1" and on for its refunds. */
  number: string;
  orderNumber: string;
  /** When the money moved, not when the receipt was drawn. */
  issuedAt: Date;
  email: string;
  lines: readonly ReceiptLine[];
  total: Money;
  /** `included` is part of `total`, never on top of it. */
  tax: { rateBps: number; included: Money };
};

/** What a promotion code took off the lines, which are at the list price. */
export type ReceiptDiscount = { code: string; quantity: number; unit: Money; total: Money };

export type ReceiptLine = { description: string; quantity: number; unit: Money; total: Money };

/** A refund that went through, of one eSIM. `number` counts from 1 within its order. */
export type RefundFact = { number: number; description: string; minor: number; at: Date; reference?: string };

export type ReceiptInput = {
  orderNumber: string;
  email: string;
  /** What one eSIM cost, after the discount. */
  unitPrice: Money;
  promotion?: OrderPromotion;
  /** Each eSIM that was delivered and charged, in words: "Japan, 10 GB, 30 days". */
  delivered: readonly string[];
  capturedMinor: number;
  capturedAt: Date;
  /** In the order in which they happened. */
  refunds: readonly RefundFact[];
  taxBps: number;
};

export function chargeReceiptNumber(orderNumber: string): string {
  return `${orderNumber}-1`;
}

/** The receipt of the charge and one for each refund. Throws when price and quantity do not make up what was captured. */
export function toReceipts(input: ReceiptInput): Receipt[] {
  return [
    toCharge(input),
    ...input.refunds.map((refund, index) => toRefund(input, refund, refundedTax(input, index))),
  ];
}

function toCharge(input: ReceiptInput): Receipt {
  const { orderNumber, email, unitPrice, promotion, delivered, capturedMinor, capturedAt, taxBps } = input;
  const times = (quantity: number, { minor, currency }: Money) => money(minor * quantity, currency);
  const total = times(delivered.length, unitPrice);
  const list = money(unitPrice.minor + (promotion?.discount.minor ?? 0), unitPrice.currency);
  if (total.minor !== capturedMinor)
    throw new Error(
      `${orderNumber}: ${delivered.length} at ${unitPrice.minor} is not the captured ${capturedMinor}`,
    );
  const lines = [...Map.groupBy(delivered, (description) => description)].map(([description, alike]) => ({
    description,
    quantity: alike.length,
    unit: list,
    total: times(alike.length, list),
  }));
  return {
    kind: 'charge',
    number: chargeReceiptNumber(orderNumber),
    orderNumber,
    issuedAt: capturedAt,
    email,
    lines,
    ...(promotion && { discount: toDiscount(promotion, delivered.length) }),
    total,
    tax: { rateBps: taxBps, included: includedTax(total, taxBps) },
  };
}

function toDiscount({ code, discount: unit }: OrderPromotion, quantity: number): ReceiptDiscount {
  return { code, quantity, unit, total: money(unit.minor * quantity, unit.currency) };
}

function toRefund(input: ReceiptInput, refund: RefundFact, taxMinor: number): Receipt {
  const { orderNumber, email, unitPrice, taxBps } = input;
  const { currency } = unitPrice;
  const { number, description, at, minor, reference } = refund;
  const total = money(minor, currency);
  return {
    kind: 'refund',
    number: `${orderNumber}-R${number}`,
    orderNumber,
    issuedAt: at,
    email,
    lines: [{ description, quantity: 1, unit: total, total }],
    total,
    tax: { rateBps: taxBps, included: money(taxMinor, currency) },
    refundOf: chargeReceiptNumber(orderNumber),
    ...(reference && { paymentReference: reference }),
  };
}

/** Counted from all refunds so far, so that refunds that give back the charge give back exactly its tax. */
function refundedTax({ refunds, unitPrice, taxBps }: ReceiptInput, index: number): number {
  const taxUpTo = (count: number) => {
    const refunded = refunds.slice(0, count).reduce((sum, { minor }) => sum + minor, 0);
    return includedTax(money(refunded, unitPrice.currency), taxBps).minor;
  };
  return taxUpTo(index + 1) - taxUpTo(index);
}

/**
 * The tax within an amount to which it was added at `taxBps`, as `pricing.ts` adds it. The part before tax is rounded
 * half up to the smallest unit and the tax is the rest, so the two always make up the amount.
 */
export function includedTax({ minor, currency }: Money, taxBps: number): Money {
  const net = divideHalfUp(BigInt(minor) * 10_000n, 10_000n + BigInt(taxBps));
  return money(minor - Number(net), currency);
}

function divideHalfUp(over: bigint, under: bigint): bigint {
  return (2n * over + under) / (2n * under);
}
