import { describe, expect, it } from 'vitest';
import { phonesInOrder, toDevice } from '@/components/esims/device';

describe('toDevice', () => {
  it.each([
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15', 'iphone'],
    ['Mozilla/5.0 (iPad; CPU OS 17_4 like Mac OS X)', 'iphone'],
    ['Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36', 'pixel'],
    ['Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36', 'samsung'],
    ['Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36', 'android'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 'desktop'],
    ['', 'desktop'],
  ])('reads %j as %s', (userAgent, device) => {
    expect(toDevice(userAgent)).toBe(device);
  });
});

describe('phonesInOrder', () => {
  it('puts the own phone first', () => {
    expect(phonesInOrder('samsung')).toEqual(['samsung', 'iphone', 'pixel', 'android']);
    expect(phonesInOrder('desktop')).toEqual(['iphone', 'pixel', 'samsung', 'android']);
  });
});
