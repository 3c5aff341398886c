import { describe, expect, it } from 'vitest';
import { toDistance } from '@/components/admin/moment';

const NOW = new Date('2025-11-22T12:00:00Z');

describe('toDistance', () => {
  it.each([
    ['2025-11-22T11:59:31Z', '29 s ago'],
    ['2025-11-22T11:45:01Z', '14 min ago'],
    ['2025-11-22T09:00:00Z', '3 h ago'],
    ['2025-11-20T11:00:00Z', '2 d ago'],
    ['2025-11-22T12:12:00Z', 'in 12 min'],
    ['2025-11-22T12:00:00Z', '0 s ago'],
  ])('says of %s at noon: %s', (at, text) => {
    expect(toDistance(new Date(at), NOW)).toBe(text);
  });
});
