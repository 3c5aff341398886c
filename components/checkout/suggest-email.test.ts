import { expect, it } from 'vitest';
import { suggestEmail } from '@/components/checkout/suggest-email';

it.each([
  ['mara@gmial.com', 'mara@gmail.com'],
  ['Mara.L@gmail.con', 'Mara.L@gmail.com'],
  ['mara@hotmial.com', 'mara@hotmail.com'],
  ['mara@gmx.dee', 'mara@gmx.de'],
  ['mara@outlok.com', 'mara@outlook.com'],
])('asks about %s', (typed, meant) => {
  expect(suggestEmail(typed)).toBe(meant);
});

it.each([
  'mara@gmail.com',
  'mara@example.com',
  'mara@gmx.net',
  'mara',
  '@gmial.com',
  'mara@',
  'mara@mail.com',
])('says nothing about %s', (typed) => {
  expect(suggestEmail(typed)).toBeUndefined();
});
