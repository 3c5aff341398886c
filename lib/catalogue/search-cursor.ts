import { z } from 'zod';
import { parsePlanId } from '#lib/domain/plan';
import type { PlanSearch, SearchPosition } from '#lib/domain/plan-search';

type Order = Pick<PlanSearch, 'sort' | 'currency'>;

/** A position as one opaque, URL-safe word; it names the order it belongs to. */
export function toCursor({ key, id }: SearchPosition, { sort, currency }: Order): string {
  return Buffer.from([sort, currency, key, id].join(' ')).toString('base64url');
}

/** The position in a cursor; `undefined` for a word of no cursor, or one of another order. */
export function fromCursor(cursor: string, { sort, currency }: Order): SearchPosition | undefined {
  const parts = Buffer.from(cursor, 'base64url').toString().split(' ');
  const [sortOfIt, currencyOfIt, key, idText = ''] = parts;
  const id = parsePlanId(idText);
  const parsedKey = SORT_KEYS[sort].safeParse(key);
  if (!id || !parsedKey.success || parts.length !== 4) return undefined;
  return sortOfIt === sort && currencyOfIt === currency ? { key: parsedKey.data, id } : undefined;
}

/** What a page can have ended with, in PostgreSQL's words: an integer, or a double-precision number. */
const SORT_KEYS: Record<PlanSearch['sort'], z.ZodType<string>> = {
  price: z
    .string()
    .regex(/^\d{1,10}$/)
    .refine((text) => Number(text) < 2 ** 31),
  price_per_gb: z.string().regex(/^(Infinity|\d{1,10}(\.\d{1,20})?(e[+-]?\d{1,2})?)$/),
};
