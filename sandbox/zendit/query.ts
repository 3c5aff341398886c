import { z } from 'zod';
import { zenditRegions } from '../catalogue/regions.ts';

const whole = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number')
  .transform(Number);
const page = {
  _limit: whole.refine((limit) => limit >= 1 && limit <= 1024, 'must be from 1 to 1024'),
  _offset: whole,
};

/** The documented samples send filters without a value: they filter nothing. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.union([z.literal('').transform(() => undefined), schema]).optional();

export const offersQuerySchema = z.strictObject({
  ...page,
  brand: optional(z.string()),
  country: optional(z.string().regex(/^[A-Z]{2,3}$/, 'must be a country code')),
  regions: optional(z.enum(zenditRegions)),
  subType: optional(z.string()),
});

const statuses = ['DONE', 'FAILED', 'PENDING', 'ACCEPTED', 'AUTHORIZED', 'IN_PROGRESS'] as const;

/** An RFC 3339 instant with an optional operator glued on: `gte2026-03-29T00:00:00Z`. */
const dateFilter = z
  .string()
  .regex(/^(gte|gt|lte|lt)?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/, 'must be a date filter')
  .transform((text) => {
    const operator = /^[a-z]+/.exec(text)?.[0] ?? 'eq';
    return { operator, atMs: Date.parse(text.replace(/^[a-z]+/, '')) };
  });
type DateFilter = z.infer<typeof dateFilter>;

export const purchasesQuerySchema = z.strictObject({
  ...page,
  createdAt: optional(dateFilter),
  status: optional(z.enum(statuses)),
});

export function matchesDate(atMs: number, filter: DateFilter): boolean {
  switch (filter.operator) {
    case 'gte':
      return atMs >= filter.atMs;
    case 'gt':
      return atMs > filter.atMs;
    case 'lte':
      return atMs <= filter.atMs;
    case 'lt':
      return atMs < filter.atMs;
    default:
      return atMs === filter.atMs;
  }
}

/** Zendit's envelope of every list except that of an eSIM's plans. */
export function toPage<T>(items: readonly T[], { _limit, _offset }: { _limit: number; _offset: number }) {
  return {
    limit: _limit,
    offset: _offset,
    total: items.length,
    list: items.slice(_offset, _offset + _limit),
  };
}
