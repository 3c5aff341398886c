import type { ReactNode } from 'react';
import { type OrderContext, orderHeading } from '@/components/orders/order-context';
import { Flag } from '@/components/ui/flag';
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
      {children}
    </Sign>
  );
}
