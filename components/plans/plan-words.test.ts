import { describe, expect, it } from 'vitest';
import { GIGABYTE, MEGABYTE } from '#lib/domain/plan';
import {
  chosenPrice,
  dataParts,
  fill,
  perDay,
  perGigabyte,
  plural,
  speedText,
  toPluralForms,
} from './plan-words';

const units = { gb: 'GB', mb: 'MB', gbPerDay: 'GB/day', mbPerDay: 'MB/day' };

describe('the words of a plan', () => {
  it('writes data in the unit that reads best', () => {
    expect(dataParts({ kind: 'limited', bytes: 1.5 * GIGABYTE }, 'de', units)).toEqual({
      figure: '1,5',
      unit: 'GB',
    });
    expect(dataParts({ kind: 'daily', bytesPerDay: 500 * MEGABYTE, thenKbps: 128 }, 'en', units)).toEqual({
      figure: '500',
      unit: 'MB/day',
    });
  });

  it('has no figure for a limit that is not disclosed', () => {
    expect(dataParts({ kind: 'undisclosed' }, 'en', units)).toBeUndefined();
  });

  it('writes slow speeds in kbps and others in Mbps', () => {
    expect(speedText(512, 'en')).toBe('512 kbps');
    expect(speedText(1500, 'de')).toBe('1,5 Mbps');
  });

  it('keeps a sentence for each plural form of the language', () => {
    const forms = toPluralForms('en', (count) => (count === 1 ? 'one plan' : `${count} plans`));
    expect(forms).toEqual({ one: 'one plan', other: '{count} plans' });
    expect(plural('en', 1, forms)).toBe('one plan');
    expect(plural('en', 1200, forms)).toBe('1,200 plans');
  });

  it('leaves unknown places in a sentence alone', () => {
    expect(fill('{a} and {b}', { a: 1 })).toBe('1 and {b}');
  });

  it('takes the chosen currency, and the first known one where it has no price', () => {
    expect(chosenPrice({ EUR: 500, JPY: 800 }, 'JPY')).toEqual({ minor: 800, currency: 'JPY' });
    expect(chosenPrice({ EUR: 500 }, 'KWD')).toEqual({ minor: 500, currency: 'EUR' });
  });

  it('rounds unit prices to the smallest unit', () => {
    const price = { minor: 1000, currency: 'EUR' } as const;
    expect(perGigabyte(price, { data: { kind: 'limited', bytes: 3 * GIGABYTE }, days: 7 })?.minor).toBe(333);
    expect(perDay(price, 30).minor).toBe(33);
    expect(perGigabyte(price, { data: { kind: 'undisclosed' }, days: 7 })).toBeUndefined();
  });
});
