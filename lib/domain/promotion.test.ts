import { describe, expect, it } from 'vitest';
import { type Currency, money } from '#lib/domain/money';
import { discountPrice, findRefusal, parsePromotionCode, percentCovered } from '#lib/domain/promotion';

describe('parsePromotionCode', () => {
  it.each([
    ['SUMMER10', 'SUMMER10'],
    ['  summer10 ', 'SUMMER10'],
    ['WEL-COME', 'WEL-COME'],
    ['a1b', 'A1B'],
  ])('reads %j as %s', (typed, code) => {
    expect(parsePromotionCode(typed)).toBe(code);
  });

  it.each([
    '',
    '  ',
    'AB',
    'SUMMER 10',
    'SOMMER🌞10',
    'СУММЕР',
    "X' OR '1'='1",
    'A'.repeat(25),
    'A'.repeat(10_000),
    'ABC\nDEF',
    'straße',
  ])('takes no %j', (typed) => {
    expect(parsePromotionCode(typed)).toBeUndefined();
  });
});

describe('discountPrice', () => {
  it.each<[number, Currency, number, number, number]>([
    [1490, 'EUR', 10, 1341, 149],
    [1495, 'EUR', 10, 1345, 150],
    [999, 'EUR', 33, 669, 330],
    [1980, 'JPY', 15, 1683, 297],
    [3_550, 'KWD', 15, 3_010, 540],
    [1, 'EUR', 50, 1, 0],
    [10, 'KWD', 50, 10, 0],
    [3, 'USD', 50, 1, 2],
  ])('makes of %i %s less %i %% a price of %i', (list, currency, percent, price, discount) => {
    expect(discountPrice(money(list, currency), percent)).toEqual({
      price: money(price, currency),
      discount: money(discount, currency),
    });
  });

  it.each([0, 51, 100, -10, 2.5, Number.NaN])('refuses %d %% off as a mistake of ours', (percent) => {
    expect(() => discountPrice(money(1490, 'EUR'), percent)).toThrow('Not a discount');
  });
});

describe('findRefusal', () => {
  const running = { phase: 'running', uses: 4, ownUses: 0, usesMax: 5 } as const;

  it('lets the last use through, and none after it', () => {
    expect(findRefusal(running)).toBeUndefined();
    expect(findRefusal({ ...running, uses: 5 })).toBe('used_up');
    expect(findRefusal({ ...running, uses: 6 })).toBe('used_up');
  });

  it('lets each customer have it once', () => {
    expect(findRefusal({ ...running, ownUses: 1 })).toBe('used_by_you');
    expect(findRefusal({ ...running, uses: 5, ownUses: 1 })).toBe('used_by_you');
  });

  it('says first that the time is not right', () => {
    expect(findRefusal({ ...running, phase: 'not_yet', uses: 5 })).toBe('not_yet');
    expect(findRefusal({ ...running, phase: 'over' })).toBe('over');
  });
});

describe('percentCovered', () => {
  it.each([
    [3_500, 25],
    [10_000, 50],
    [0, 0],
  ])('is what a margin of %i basis points leaves', (marginBps, percent) => {
    expect(percentCovered(marginBps)).toBe(percent);
  });
});
