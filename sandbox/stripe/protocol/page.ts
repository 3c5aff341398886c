import type { CreatedFilter } from './field.ts';
import { missingResource } from './refusal.ts';
import type { Wire } from './wire.ts';

export type PageRequest = {
  limit?: number | undefined;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
  created?: CreatedFilter | undefined;
};

type Listed = { id: string; created: number };

const isWithin = (created: number, filter: CreatedFilter = {}) =>
  created > (filter.gt ?? -1) &&
  created >= (filter.gte ?? 0) &&
  created < (filter.lt ?? Number.POSITIVE_INFINITY) &&
  created <= (filter.lte ?? Number.POSITIVE_INFINITY);

type PageOptions<Item extends Listed> = {
  what: string;
  url: string;
  /** Oldest first, as they were made. */
  items: Iterable<Item>;
  keep?: (item: Item) => boolean;
  toWire: (item: Item) => Wire;
};

/** Stripe's list: newest first, paged by the id of the last object seen. */
export function toPage<Item extends Listed>(request: PageRequest, options: PageOptions<Item>): Wire {
  const all = [...options.items].reverse();
  const positionOf = (id: string, param: string) => {
    const index = all.findIndex((item) => item.id === id);
    if (index < 0) throw missingResource(options.what, id, param);
    return index;
  };
  const { starting_after: after, ending_before: before, limit = 10 } = request;
  const from = after === undefined ? 0 : positionOf(after, 'starting_after') + 1;
  const to = before === undefined ? all.length : positionOf(before, 'ending_before');
  const wanted = all
    .slice(from, to)
    .filter((item) => isWithin(item.created, request.created) && (options.keep?.(item) ?? true));
  const page = before === undefined ? wanted.slice(0, limit) : wanted.slice(-limit);
  return {
    object: 'list',
    url: options.url,
    has_more: wanted.length > page.length,
    data: page.map(options.toWire),
  };
}
