import { describe, expect, it } from 'vitest';
import { readCappedText } from '@/app/api/webhooks/read-capped-text';

const post = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  new Request('https://shop.example/api/webhooks/stripe', { method: 'POST', body, headers });

describe('readCappedText', () => {
  it('gives the body exactly as it was sent', async () => {
    expect(await readCappedText(post('{ "a": "ü" }\n'), 100)).toBe('{ "a": "ü" }\n');
    expect(await readCappedText(post(null), 100)).toBe('');
  });

  it('stops at the limit, whether the length is told or not', async () => {
    expect(await readCappedText(post('x'.repeat(100)), 100)).toHaveLength(100);
    expect(await readCappedText(post('x'.repeat(101)), 100)).toBeUndefined();
    expect(await readCappedText(post('x', { 'content-length': '101' }), 100)).toBeUndefined();
  });
});
