import 'server-only';
import { cache } from 'react';
import type { OrderView } from '#lib/domain/order-view';
import { shop } from '#lib/wiring';
import { readOrderAccess } from '@/app/order-access';

/** The order as this visitor may see it; read once for the page and its title. */
export const readOwnOrder = cache(
  async (orderId: string): Promise<OrderView | undefined> =>
    shop.readOrder({ orderId, ...(await readOrderAccess(orderId)) }),
);
