import type { ReactNode } from 'react';
import { isReplaced, type OrderContext, orderHeading } from '@/components/orders/order-context';
import { PromotionLine } from '@/components/orders/promotion-line';
import { Flag } from '@/components/ui/flag';
import { Icon } from '@/components/ui/icon';
import { Sign } from '@/components/ui/sign';

/** The order's state in large type, under what was bought and its number. */
export function OrderSign({ context, children }: { context: OrderContext; children?: ReactNode }) {
  const { words, order, t } = context;
  return (
    <Sign
      crumb={
        <span className="flex flex-wrap items-center gap-x-6 gap-y-1">
          <span className="flex items-center gap-2.5">
            <Flag code={words.flag} size="small" eager />
            {words.title}
          </span>
          <span translate="no">{t('plan.number', { number: order.number })}</span>
        </span>
      }
      title={orderHeading(context)}
    >
      <AnswerLine context={context} />
      {children}
      <PromotionLine context={context} />
    </Sign>
  );
}

/** How the yes to another plan ended. That it was accepted, the page shows by itself; it is only spoken. */
function AnswerLine({ context: { order, substitutes, t } }: { context: OrderContext }) {
  const { answer } = substitutes;
  if (!answer) return null;
  const words = t(`substitute.answer.${answer}`);
  if (answer === 'accepted')
    return order.slots.some((slot) => isReplaced(order, slot)) ? (
      <p role="alert" className="sr-only">
        {words}
      </p>
    ) : null;
  return (
    <p role="alert" className="mb-4 flex max-w-2xl gap-3 rounded-control bg-board-2 p-4">
      <Icon name="info" className="mt-0.5 size-5" />
      {words}
    </p>
  );
}
