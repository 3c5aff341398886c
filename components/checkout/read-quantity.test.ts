import { describe, expect, it } from 'vitest';
import { readQuantity } from '@/components/checkout/read-quantity';

describe('readQuantity', () => {
  it('reads one to ten', () => {
    expect(['1', '3', '10'].map(readQuantity)).toEqual([1, 3, 10]);
  });

  it.each(['0', '-1', '11', '1e1', '1e9', '', ' 3', '03', '1.0', '٣', '3,', undefined, 3, ['3']])(
    'finds no number of eSIMs in %j',
    (text) => {
      expect(readQuantity(text)).toBeUndefined();
    },
  );
});
