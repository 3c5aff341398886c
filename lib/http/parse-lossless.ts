import { parse } from 'lossless-json';

/**
 * JSON text to plain values without losing a digit: a number that a double cannot hold exactly stays the text it
 * was ("8948010000000012345"), every other number is a number. `undefined` when the text is no JSON at all.
 */
export function parseLossless(text: string): { value: unknown } | undefined {
  try {
    if (!MAY_LOSE_DIGITS.test(text)) return { value: JSON.parse(text) };
    return { value: parse(text, null, { parseNumber: toNumberOrText, onDuplicateKey: keepLast }) };
  } catch (thrown) {
    // RangeError: nested so deeply that the parser's stack ends; such an answer is as useless as a broken one.
    if (thrown instanceof SyntaxError || thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}

/**
 * Sixteen digits in a row, or an exponent where a number may stand. A text without either is read by
 * the built-in parser, with the same result and many times faster: a catalogue of megabytes would hold up every page.
 */
const MAY_LOSE_DIGITS = /\d{16}|(?:^|[:,[\s])-?\d[\d.]*[eE]/;

const keepLast = ({ newValue }: { newValue: unknown }) => newValue;

function toNumberOrText(text: string): number | string {
  const value = Number(text);
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : text;
}
