import { type Money, money, smallestStep } from '#lib/domain/money';

/** "SUMMER10": 3 to 24 of A–Z, 0–9 and hyphen. What a customer types is brought into this form. */
export type PromotionCode = string & { readonly __brand: 'PromotionCode' };

export function parsePromotionCode(text: string): PromotionCode | undefined {
  const typed = text.trim();
  return /^[A-Za-z0-9-]{3,24}$/.test(typed) ? (typed.toUpperCase() as PromotionCode) : undefined;
}

/** More than half is a gift; whether even half leaves a margin is the operator's to judge. */
export const MOST_PERCENT_OFF = 50;

/** What a code took off each eSIM of an order. */
export type OrderPromotion = { code: PromotionCode; discount: Money };

/** A code as it stands at one instant of the database's clock. */
export type Promotion = {
  code: PromotionCode;
  percentOff: number;
  phase: 'not_yet' | 'running' | 'over';
  /** Orders with it that were paid or may still be: neither expired nor voided. */
  uses: number;
  /** Those of them that are under the address that was asked for. */
  ownUses: number;
  usesMax: number;
  startsAt: Date;
  /** The first instant at which it is over. */
  endsAt: Date;
};

/** Why a code takes nothing off. `used_by_you`: an order of the same address has it. */
export type PromotionRefusal = 'unknown' | 'not_yet' | 'over' | 'used_up' | 'used_by_you';

type Standing = Pick<Promotion, 'phase' | 'uses' | 'ownUses' | 'usesMax'>;

/** Whether one more order may have the code. */
export function findRefusal({ phase, uses, ownUses, usesMax }: Standing): PromotionRefusal | undefined {
  if (phase !== 'running') return phase;
  if (ownUses > 0) return 'used_by_you';
  return uses < usesMax ? undefined : 'used_up';
}

/**
 * The price of one eSIM with the code, and what it takes off. Rounded down to what a card can be charged, in the
 * customer's favour, but never to nothing: the least is one such step.
 */
export function discountPrice(list: Money, percentOff: number): { price: Money; discount: Money } {
  if (!isPercentOff(percentOff)) throw new Error(`Not a discount: ${percentOff} %`);
  const step = smallestStep(list.currency);
  const exact = (BigInt(list.minor) * BigInt(100 - percentOff)) / 100n;
  const charged = Number(exact) - (Number(exact) % step);
  const price = money(Math.min(list.minor, Math.max(step, charged)), list.currency);
  return { price, discount: money(list.minor - price.minor, list.currency) };
}

export function isPercentOff(percent: number): boolean {
  return Number.isInteger(percent) && percent >= 1 && percent <= MOST_PERCENT_OFF;
}

/** The largest share off a shelf price, in whole percent, that a margin on top of the cost still covers. */
export function percentCovered(marginBps: number): number {
  return Math.floor((100 * marginBps) / (10_000 + marginBps));
}
