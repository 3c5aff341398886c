import type { Locale } from '#lib/config/shop';
import type account from '../messages/en/account.json';
import type checkout from '../messages/en/checkout.json';
import type common from '../messages/en/common.json';
import type order from '../messages/en/order.json';
import type receipt from '../messages/en/receipt.json';
import type refund from '../messages/en/refund.json';
import type shop from '../messages/en/shop.json';

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: {
      common: typeof common;
      shop: typeof shop;
      checkout: typeof checkout;
      order: typeof order;
      account: typeof account;
      receipt: typeof receipt;
      refund: typeof refund;
    };
  }
}
