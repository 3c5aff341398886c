import type { OrderView } from '#lib/domain/order-view';
import type { Device } from '@/components/esims/device';
import type { OrderTranslator, PlanWords } from '@/components/orders/plan-words';

/** What every part of the order page needs. */
export type OrderContext = {
  order: OrderView;
  words: PlanWords;
  /** "€12.90". */
  amount: string;
  device: Device;
  /** The promise of this order, in whole minutes or parts of one. */
  promiseMinutes: number;
  now: Date;
  locale: string;
  t: OrderTranslator;
};

/** The heading that stands for the stage; an order that waits for us says so. */
export function orderHeading({ order, t }: Pick<OrderContext, 'order' | 't'>): string {
  return t(`title.${isHeld(order) ? 'held' : order.stage}`);
}

export function isHeld({ stage, holdReason }: Pick<OrderView, 'stage' | 'holdReason'>): boolean {
  return holdReason !== undefined && (stage === 'on_hold' || stage === 'preparing');
}
