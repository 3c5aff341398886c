import { findCommonPlan, type PlanSnapshot } from '#lib/domain/order';
import type { OrderView, SlotView } from '#lib/domain/order-view';
import type { RefundPolicy } from '#lib/domain/refund';
import type { Device } from '@/components/esims/device';
import type { OrderTranslator, PlanWords } from '@/components/orders/plan-words';
import type { RefundAction, RefundFormState } from '@/components/refunds/refund-form-client';

/** What every part of the order page needs. */
export type OrderContext = {
  order: OrderView;
  /** What the page as a whole is about: the plan of all eSIMs, or where they differ the one that was ordered. */
  plan: PlanSnapshot;
  /** Of that plan. */
  words: PlanWords;
  /** "€12.90": what is held for the whole order. */
  amount: string;
  device: Device;
  /** The promise of this order, in whole minutes or parts of one. */
  promiseMinutes: number;
  now: Date;
  /** `answered`: an answer to a try without JavaScript. */
  refunds: { policy: RefundPolicy; request: RefundAction; answered: RefundFormState | undefined };
  /** `accept` takes the plan that is offered for a late eSIM, and leads back to the page with an `answer`. */
  substitutes: { accept: (form: FormData) => Promise<void>; answer: SubstituteAnswer | undefined };
  locale: string;
  t: OrderTranslator;
};

export const SUBSTITUTE_ANSWERS = ['accepted', 'too_late', 'offer_changed'] as const;
export type SubstituteAnswer = (typeof SUBSTITUTE_ANSWERS)[number];

type Headed = Pick<OrderContext, 'order' | 't'>;

/**
 * The heading that stands for the stage; an order that waits for us says so, one whose money is going back too, and one
 * of several eSIMs how many.
 */
export function orderHeading({ order, t }: Headed): string {
  if (isReturned(order)) return t(`title.${returnedHeading(order)}`);
  if (isHeld(order)) return t('title.held');
  return order.quantity === 1 ? t(`title.${order.stage}`) : headingOfSeveral({ order, t });
}

function headingOfSeveral({ order, t }: Headed): string {
  const { stage, slots, quantity: count } = order;
  if (stage === 'on_hold' || stage === 'preparing' || stage === 'released')
    return t(`titleMany.${stage}`, { count });
  if (stage !== 'ready') return t(`title.${stage}`);
  const ready = slots.filter(({ kind }) => kind === 'ready').length;
  return ready === count ? t('titleMany.ready', { count }) : t('titleMany.some', { ready, count });
}

/** By the refunds themselves: the stage follows them a moment later. */
function returnedHeading(order: OrderView): 'refunding' | 'refunded' | 'returned' {
  if (!isSentBack(order)) return 'refunding';
  const sent = order.slots.flatMap((slot) => (slot.kind === 'refunded' ? [slot.refund.amount.minor] : []));
  const charged = (order.captured ?? order.price).minor;
  return sent.reduce((sum, minor) => sum + minor, 0) >= charged ? 'refunded' : 'returned';
}

/** All that was charged is going back: no eSIM of it can be shown any more. */
export function isReturned({ slots }: Pick<OrderView, 'slots'>): boolean {
  return (
    slots.some(({ kind }) => kind === 'refunded') &&
    slots.every(({ kind }) => kind !== 'ready' && kind !== 'waiting')
  );
}

/** Every refund has reached the bank. */
export function isSentBack({ slots }: Pick<OrderView, 'slots'>): boolean {
  return slots.every((slot) => slot.kind !== 'refunded' || slot.refund.state === 'succeeded');
}

/** Something about a refund will be known soon. */
export function awaitsRefundNews({ slots, withdrawnAt }: Pick<OrderView, 'slots' | 'withdrawnAt'>): boolean {
  if (withdrawnAt) return true;
  return slots.some(
    (slot) =>
      (slot.kind === 'refunded' && ['due', 'requested', 'failed'].includes(slot.refund.state)) ||
      (slot.kind === 'ready' &&
        slot.refundOffer.kind === 'none' &&
        slot.refundOffer.reason === 'usage_unknown'),
  );
}

export function isHeld({ stage, holdReason }: Pick<OrderView, 'stage' | 'holdReason'>): boolean {
  return holdReason !== undefined && (stage === 'on_hold' || stage === 'preparing');
}

/** Whether a substitute was taken for some of the eSIMs, so that no one plan is true of all of them. */
export function arePlansMixed({ slots }: Pick<OrderView, 'slots'>): boolean {
  return findCommonPlan(slots) === undefined;
}

/** Whether this eSIM is of another plan than the one that was ordered, because its owner took it. */
export function isReplaced({ plan }: Pick<OrderView, 'plan'>, slot: SlotView): boolean {
  return slot.plan.planId !== plan.planId;
}
