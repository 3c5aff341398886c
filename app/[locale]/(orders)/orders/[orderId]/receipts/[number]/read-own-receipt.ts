import 'server-only';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { readEnv } from '#lib/config/env';
import { type Locale, SHOP } from '#lib/config/shop';
import type { ReceiptSheet } from '#lib/domain/receipt-sheet';
import { shop } from '#lib/wiring';
import { readOrderAccess } from '@/app/order-access';
import { toReceiptSheet } from '@/components/orders/receipt-sheet';

/** A receipt in words, if there is one of that number and this visitor may see its order; the same for page and PDF. */
export const readOwnReceipt = cache(
  async (orderId: string, number: string, locale: Locale): Promise<ReceiptSheet | undefined> => {
    const receipts = await shop.readReceipts({ orderId, locale, ...(await readOrderAccess(orderId)) });
    const receipt = receipts?.find((other) => other.number === number);
    if (!receipt) return undefined;
    const t = await getTranslations({ locale, namespace: 'receipt' });
    const { name: shopName, seller } = SHOP;
    return toReceiptSheet(receipt, { t, locale, shopName, seller, sandbox: readEnv().sandbox });
  },
);
