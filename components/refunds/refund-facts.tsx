import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { formatMoney } from '#lib/domain/money';
import type { RefundView } from '#lib/domain/order-view';
import { LocalTime } from '@/components/orders/local-time-client';
import type { OrderContext } from '@/components/orders/order-context';
import { Icon, type IconName } from '@/components/ui/icon';
import { Panel } from '@/components/ui/panel';

/** Every refund of the order. Spoken when one is added to it. */
export function RefundedSlots({ context }: { context: OrderContext }) {
  const { order, locale, t } = context;
  const refunded = order.slots.flatMap((slot) => (slot.kind === 'refunded' ? [slot] : []));
  return (
    <div role="status" className="space-y-5 empty:m-0!">
      {refunded.map(({ slot, refund }) => (
        <RefundFacts
          key={refund.number}
          refund={refund}
          locale={locale}
          about={order.quantity > 1 ? t('ready.many', { index: slot, count: order.quantity }) : undefined}
        />
      ))}
    </div>
  );
}

type RefundFactsProps = { refund: RefundView; locale: string; about: string | undefined };

async function RefundFacts({ refund, locale, about }: RefundFactsProps) {
  const t = await getTranslations('refund.facts');
  const { number, amount, reason, createdAt, reference } = refund;
  return (
    <Panel as="section" labelledBy={number}>
      {about ? <p className="text-muted text-small">{about}</p> : null}
      <h2 id={number} className="type-h3">
        {t('title', { number })}
      </h2>
      <p className="mt-2 type-h2 tabular">{formatMoney(amount, locale)}</p>
      <RefundStateLine refund={refund} locale={locale} />
      <dl className="mt-3">
        <Fact label={t('reason')}>{t(reason)}</Fact>
        <Fact label={t('begun')}>
          <LocalTime iso={createdAt.toISOString()} format="dayTime" locale={locale} />
        </Fact>
        {reference ? (
          <Fact label={t('reference')}>
            <span translate="no" className="break-all">
              {reference}
            </span>
          </Fact>
        ) : null}
      </dl>
    </Panel>
  );
}

const STATE_LOOKS: Record<RefundView['state'], { icon: IconName; colour: string }> = {
  due: { icon: 'refund', colour: 'text-info' },
  requested: { icon: 'refund', colour: 'text-info' },
  succeeded: { icon: 'allowed', colour: 'text-ok' },
  failed: { icon: 'warn', colour: 'text-warn' },
  manual: { icon: 'warn', colour: 'text-warn' },
};

async function RefundStateLine({ refund, locale }: Omit<RefundFactsProps, 'about'>) {
  const t = await getTranslations('refund.facts');
  const { state, settledAt } = refund;
  const { icon, colour } = STATE_LOOKS[state];
  const date = () =>
    settledAt ? <LocalTime iso={settledAt.toISOString()} format="day" locale={locale} /> : null;
  return (
    <p className="mt-2 flex gap-2.5">
      <Icon name={icon} className={`mt-0.5 size-5 ${colour}`} />
      <span>
        {state === 'succeeded' ? t.rich('succeeded', { date, dated: settledAt ? 'yes' : 'no' }) : t(state)}
      </span>
    </p>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="rule-line">
      <dt>{label}</dt>
      <dd className="tabular">{children}</dd>
    </div>
  );
}
