import type { Currency } from '#lib/domain/money';

/** What header and footer say of the shop; settled in `lib/config`, handed in by the root layout. */
export type ShopFacts = {
  name: string;
  supportHours: string;
  currency: Currency;
  languages: readonly { code: string; name: string }[];
};
