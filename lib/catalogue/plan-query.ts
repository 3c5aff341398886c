import { z } from 'zod';
import { findPlace, toPlaceKey } from '#lib/catalogue/place';
import { fromCursor } from '#lib/catalogue/search-cursor';
import { type Locale, SHOP } from '#lib/config/shop';
import { CURRENCIES } from '#lib/domain/money';
import { GIGABYTE } from '#lib/domain/plan';
import {
  ALLOWANCE_KINDS,
  MOST_PLANS_A_PAGE,
  PLAN_FEATURES,
  PLAN_SORTS,
  type PlanSearch,
} from '#lib/domain/plan-search';
import { err, ok, type Result } from '#lib/domain/result';

/** A search and the language of the names in its answer. */
export type PlanQuery = { search: PlanSearch; locale: Locale };

/** The parameters that cannot be understood, by name. */
export type PlanQueryError = { fields: readonly string[] };

/**
 * Reads a search from the parameters of a URL. A parameter that is unknown, repeated or out of range is an error: an
 * answer that left a wish out would look like one that fulfils it.
 */
export function parsePlanQuery(parameters: URLSearchParams): Result<PlanQuery, PlanQueryError> {
  const parsed = querySchema.safeParse(toRecord(parameters));
  if (!parsed.success) return err({ fields: toFields(parsed.error) });
  const { locale, place, covers, minGb, cursor, ...rest } = parsed.data;
  const after = cursor === undefined ? undefined : fromCursor(cursor, rest);
  if (cursor !== undefined && !after) return err({ fields: ['cursor'] });
  const minBytes = minGb === undefined ? undefined : Math.ceil(minGb * GIGABYTE);
  const search = { ...rest, placeKey: place && toPlaceKey(place), covers: covers?.code, minBytes, after };
  return ok({ search, locale });
}

function toRecord(parameters: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      const [first = ''] = values;
      return [name, values.length === 1 ? first : values];
    }),
  );
}

function toFields({ issues }: z.ZodError): string[] {
  const names = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])],
  );
  return [...new Set(names)].sort();
}

/** A slug, a country code or the key of an area, in either case. */
const place = z.string().transform((text, context) => {
  const found = findPlace(text.toLowerCase());
  if (found) return found;
  context.addIssue('no place of this name');
  return z.NEVER;
});

const country = place.transform((found, context) => {
  if (found.kind === 'country') return found;
  context.addIssue('not a country');
  return z.NEVER;
});

const commaSeparated = <const T extends readonly string[]>(words: T) =>
  z
    .string()
    .transform((text) => [...new Set(text.split(','))])
    .pipe(z.array(z.enum(words)));

const whole = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

const querySchema = z.strictObject({
  place: place.optional(),
  covers: country.optional(),
  minGb: z
    .string()
    .regex(/^\d{1,6}(\.\d{1,6})?$/)
    .transform(Number)
    .optional(),
  minDays: whole.optional(),
  features: commaSeparated(PLAN_FEATURES).default([]),
  allowances: commaSeparated(ALLOWANCE_KINDS).default([...ALLOWANCE_KINDS]),
  currency: z.enum(CURRENCIES).default(SHOP.defaultCurrency),
  maxPriceMinor: whole.optional(),
  sort: z.enum(PLAN_SORTS).default('price'),
  limit: whole.pipe(z.int().min(1).max(MOST_PLANS_A_PAGE)).default(20),
  cursor: z.string().max(300).optional(),
  locale: z.enum(SHOP.locales).default(SHOP.defaultLocale),
});
