import { describe, expect, it } from 'vitest';
import { explainMatch } from './explain-match';

describe('explainMatch', () => {
  it('splits the name after what was typed, accents or not', () => {
    expect(explainMatch('Türkiye', 'turkiye|turkey', 'turk')).toEqual({
      typed: 'Türk',
      completed: 'iye',
      because: undefined,
    });
  });

  it('names the city that led to the country', () => {
    expect(explainMatch('Japan', 'nippon|tokyo|nrt', 'tok')).toEqual({
      typed: '',
      completed: 'Japan',
      because: 'Tokyo',
    });
  });

  it('names the city whose later word was typed', () => {
    expect(explainMatch('Brazil', 'brasilia|rio de janeiro|gig', 'jan').because).toBe('Rio De Janeiro');
  });

  it('writes codes in capitals', () => {
    expect(explainMatch('Japan', 'nippon|tokyo|nrt', 'nrt').because).toBe('NRT');
  });

  it('gives no reason for a slip of the finger', () => {
    expect(explainMatch('Japan', 'nippon', 'jaapn').because).toBeUndefined();
  });
});
