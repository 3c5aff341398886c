import { createHash, randomInt } from 'node:crypto';
import { type OrderId, type OrderNumber, parseOrderId, parseOrderNumber } from '#lib/domain/order';

/** Crockford's: without I, L, O and U, which are misread. */
const NUMBER_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const draw = (letters: string, length: number) =>
  Array.from({ length }, () => letters[randomInt(letters.length)]).join('');

/**
 * 24 letters, about 120 bits: cannot be guessed. The same submission of the same form gives the same id, so that a
 * double click, a second tab or a repeated request is one order; `submission` carries the form's own random key.
 */
export function toOrderId(submission: readonly string[]): OrderId {
  const digest = createHash('sha256').update(JSON.stringify(submission)).digest();
  const letters = BigInt(`0x${digest.toString('hex')}`)
    .toString(36)
    .padStart(50, '0');
  const id = parseOrderId(letters.slice(-24));
  if (!id) throw new Error('A derived order id is not one');
  return id;
}

/** One of a thousand million; the caller looks whether it is taken. */
export function drawOrderNumber(): OrderNumber {
  const number = parseOrderNumber(`LF-${draw(NUMBER_LETTERS, 6)}`);
  if (!number) throw new Error('A drawn order number is not one');
  return number;
}
