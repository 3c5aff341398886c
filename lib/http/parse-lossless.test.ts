import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseLossless } from '#lib/http/parse-lossless';
import { readRetryAfterMs } from '#lib/http/retry-after';

it.each([
  ['8948010000000012345', '8948010000000012345'],
  ['-9007199254740993', '-9007199254740993'],
  ['9007199254740991', 9007199254740991],
  ['4.90', 4.9],
  ['1e999', '1e999'],
  ['447482482482', 447482482482],
])('reads %s as %j', (text, value) => {
  expect(parseLossless(text)).toEqual({ value });
});

it('reads anything that JSON.parse reads, with the same values where no digit is lost', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      const expected: unknown = JSON.parse(text, (_, inner: unknown) =>
        typeof inner === 'number' && Math.abs(inner) > Number.MAX_SAFE_INTEGER ? String(inner) : inner,
      );
      expect(parseLossless(text)).toEqual({ value: expected });
    }),
  );
});

it('keeps a number that stands beside text with an exponent in it', () => {
  expect(parseLossless('{"id":"12e5", "big": 1e400, "iccid": 8948010000000012345}')).toEqual({
    value: { id: '12e5', big: '1e400', iccid: '8948010000000012345' },
  });
});

it('keeps every digit of any ICCID', () => {
  fc.assert(
    fc.property(fc.bigInt(10n ** 17n, 10n ** 22n - 1n), (iccid) => {
      expect(parseLossless(`{"iccid":${iccid}}`)).toEqual({ value: { iccid: String(iccid) } });
    }),
  );
});

it('answers undefined for text that is no JSON, and never throws', () => {
  fc.assert(fc.property(fc.string(), (text) => void parseLossless(text)));
  expect(parseLossless('<html>')).toBeUndefined();
});

it.each([
  ['7', undefined, 7000],
  ['Sun, 22 Nov 2026 12:00:30 GMT', 'Sun, 22 Nov 2026 12:00:00 GMT', 30_000],
  ['Sun, 22 Nov 2026 11:00:00 GMT', 'Sun, 22 Nov 2026 12:00:00 GMT', 0],
  ['Sun, 22 Nov 2026 12:00:30 GMT', undefined, undefined],
  ['soon', undefined, undefined],
  [undefined, undefined, undefined],
])('reads Retry-After %s at %s as %s ms', (retryAfter, date, expected) => {
  expect(readRetryAfterMs(retryAfter, date)).toBe(expected);
});
