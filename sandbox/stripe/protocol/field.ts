import { z } from 'zod';
import { findCurrency } from '../objects/currency.ts';

const refuse = (ctx: z.core.$RefinementCtx, message: string, stripeCode?: string) => {
  ctx.addIssue({ code: 'custom', message, params: { stripeCode } });
  return z.NEVER;
};

/** A text of 1 to `max` characters. */
export const text = (max = 5_000) =>
  z.string().superRefine((value, ctx) => {
    if (value === '') refuse(ctx, 'empty', 'parameter_invalid_empty');
    else if (value.length > max)
      refuse(
        ctx,
        `Invalid string: ${value.slice(0, 20)}...; must be at most ${max} characters`,
        'parameter_invalid_string',
      );
  });

export const integer = (bounds: { min?: number; max?: number } = {}) =>
  z.string().transform((value, ctx) => {
    const code = 'parameter_invalid_integer';
    if (value === '') return refuse(ctx, 'empty', 'parameter_invalid_empty');
    const number = Number(value);
    if (!/^-?\d{1,15}$/.test(value)) return refuse(ctx, `Invalid integer: ${value}`, code);
    if (bounds.min !== undefined && number < bounds.min)
      return refuse(ctx, `This value must be greater than or equal to ${bounds.min}.`, code);
    if (bounds.max !== undefined && number > bounds.max)
      return refuse(ctx, `This value must be less than or equal to ${bounds.max}.`, code);
    return number;
  });

export const flag = () =>
  z.string().transform((value, ctx) => {
    if (value === 'true' || value === 'false') return value === 'true';
    return refuse(ctx, `Invalid boolean: ${value}`, 'parameter_invalid_boolean');
  });

export const email = () =>
  z.string().superRefine((value, ctx) => {
    if (!/^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]+$/.test(value))
      refuse(ctx, `Invalid email address: ${value}`, 'email_invalid');
  });

export const webAddress = () =>
  z.string().superRefine((value, ctx) => {
    if (!/^https?:\/\/[^\s/]/.test(value) || !URL.canParse(value))
      refuse(ctx, 'Not a valid URL', 'url_invalid');
  });

export const currency = () =>
  z.string().transform((value, ctx) => {
    const found = findCurrency(value);
    return found?.code ?? refuse(ctx, `Invalid currency: ${value}. It is not one that Stripe supports.`);
  });

const isHash = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** `list[0]=a&list[1]=b` or `list[]=a&list[]=b`. */
export const list = <Item extends z.ZodType>(item: Item, max = 100) =>
  z.preprocess((value) => {
    const indexed = isHash(value) && Object.keys(value).every((key) => /^\d+$/.test(key));
    return indexed ? Object.values(value) : value;
  }, z.array(item).max(max));

/** Up to 50 pairs; an empty value takes a key away. */
export const metadata = () =>
  z.record(z.string(), z.string()).transform((pairs, ctx) => {
    const code = 'parameter_invalid_metadata';
    const entries = Object.entries(pairs).filter(([, value]) => value !== '');
    if (entries.length > 50) return refuse(ctx, 'Metadata can hold at most 50 keys.', code);
    if (entries.some(([key]) => key.length > 40))
      return refuse(ctx, 'Metadata keys hold at most 40 characters.', code);
    if (entries.some(([, value]) => value.length > 500))
      return refuse(ctx, 'Metadata values can have up to 500 characters.', code);
    return Object.fromEntries(entries);
  });

export const expand = { expand: list(text(), 20).optional() };

export const paging = {
  limit: integer({ min: 1, max: 100 }).optional(),
  starting_after: text().optional(),
  ending_before: text().optional(),
};

const range = z.strictObject({
  gt: integer().optional(),
  gte: integer().optional(),
  lt: integer().optional(),
  lte: integer().optional(),
});

export type CreatedFilter = z.infer<typeof range>;

/** `created=1700000000` or `created[gte]=1700000000`. */
export const created = {
  created: z
    .preprocess((value): unknown => (typeof value === 'string' ? { gte: value, lte: value } : value), range)
    .optional(),
};
