import { randomInt } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `makeId('pi')` → "pi_3Qx…": an id of Stripe's look, 24 characters unless told. */
export function makeId(prefix: string, length = 24): string {
  const characters = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]);
  return `${prefix}_${characters.join('')}`;
}
