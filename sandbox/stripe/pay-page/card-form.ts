import { z } from 'zod';
import type { Card } from '../acts/attempt-payment.ts';
import { findOfferedCard, toSpaced } from './test-cards.ts';

export type FieldName = 'email' | 'card_number' | 'expiry' | 'cvc';
export type PayFields = Record<FieldName, string>;

/** What the form posts: these fields and no other. */
export const payFields = z.strictObject({
  email: z.string().max(320),
  card_number: z.string().max(40),
  expiry: z.string().max(12),
  cvc: z.string().max(8),
});

/** The form as it is first shown, with a test card filled in when one was tapped. */
export function startingFields(email: string, cardNumber: string | undefined): PayFields {
  const card = findOfferedCard(cardNumber);
  if (!card) return { email, card_number: '', expiry: '', cvc: '' };
  return { email, card_number: toSpaced(card.number), expiry: '12/34', cvc: '123' };
}

function passesLuhn(number: string): boolean {
  const sum = [...number].toReversed().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return /^\d{12,19}$/.test(number) && sum % 10 === 0;
}

function readExpiry(text: string): { expMonth: number; expYear: number } | undefined {
  const [, month, year] = /^(0?[1-9]|1[0-2])\s*[/-]?\s*(?:20)?(\d{2})$/.exec(text.trim()) ?? [];
  return month && year ? { expMonth: Number(month), expYear: 2000 + Number(year) } : undefined;
}

const isPast = ({ expMonth, expYear }: { expMonth: number; expYear: number }, now: Date) =>
  expYear * 12 + expMonth - 1 < now.getUTCFullYear() * 12 + now.getUTCMonth();

export type CheckedForm =
  | { ok: true; card: Card; email: string }
  | { ok: false; errors: Partial<Record<FieldName, string>> };

/** Checks what was typed as the real page does before it asks the bank. */
export function checkForm(fields: PayFields, now: Date): CheckedForm {
  const number = fields.card_number.replaceAll(/[\s-]/g, '');
  const expiry = readExpiry(fields.expiry);
  const email = fields.email.trim();
  const errors: Partial<Record<FieldName, string>> = {};
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) errors.email = 'Enter a full e-mail address.';
  if (!passesLuhn(number)) errors.card_number = 'Your card number is not valid.';
  if (!expiry) errors.expiry = 'Enter month and year, such as 12/34.';
  else if (isPast(expiry, now)) errors.expiry = "Your card's expiry date is in the past.";
  if (!/^\d{3,4}$/.test(fields.cvc.trim())) errors.cvc = "Your card's security code is incomplete.";
  if (!expiry || Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, card: { number, ...expiry }, email };
}
