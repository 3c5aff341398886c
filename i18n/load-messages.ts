import type { Locale } from '#lib/config/shop';

/** Each area's words are a file of their own and a namespace of the same name: `getTranslations('shop.home')`. */
export async function loadMessages(locale: Locale) {
  const [common, shop, checkout, order, account, receipt, refund] = await Promise.all([
    import(`../messages/${locale}/common.json`),
    import(`../messages/${locale}/shop.json`),
    import(`../messages/${locale}/checkout.json`),
    import(`../messages/${locale}/order.json`),
    import(`../messages/${locale}/account.json`),
    import(`../messages/${locale}/receipt.json`),
    import(`../messages/${locale}/refund.json`),
  ]);
  return {
    common: common.default,
    shop: shop.default,
    checkout: checkout.default,
    order: order.default,
    account: account.default,
    receipt: receipt.default,
    refund: refund.default,
  };
}
