import { describe, expect, it } from 'vitest';
import { parseAssignments } from './assignment.ts';

describe('the words of the command line', () => {
  it('name stand-ins and their ports', () => {
    expect(parseAssignments(['zim=4101', 'smtp=0'])).toEqual({
      ok: true,
      assignments: [
        { name: 'zim', port: 4101 },
        { name: 'smtp', port: 0 },
      ],
    });
  });

  it.each([
    [[], /^Usage/],
    [['paypal=1'], /names no stand-in/],
    [['zim'], /no valid port/],
    [['zim=65536'], /no valid port/],
    [['zim=1', 'zim=2'], /given twice/],
  ])('are refused with a sentence: %j', (words, sentence) => {
    expect(parseAssignments(words)).toEqual({ ok: false, error: expect.stringMatching(sentence) });
  });
});
