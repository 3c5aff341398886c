import { LocalTime } from '@/components/orders/local-time-client';
import type { OrderContext } from '@/components/orders/order-context';

/** What was charged, when, and how long it took since the payment. */
export function PaidLine({ context }: { context: OrderContext }) {
  const { order, amount, locale, t } = context;
  const { capturedAt, authorisedAt } = order;
  if (!capturedAt) return <p className="text-board-muted text-large">{t('ready.charging', { amount })}</p>;
  const time = () => <LocalTime iso={capturedAt.toISOString()} format="seconds" locale={locale} />;
  return (
    <p className="text-board-muted text-large tabular">
      {authorisedAt
        ? t.rich('ready.charged', { amount, time, wait: waitWords(authorisedAt, capturedAt, t) })
        : t.rich('ready.chargedOnly', { amount, time })}
    </p>
  );
}

function waitWords(from: Date, to: Date, t: OrderContext['t']): string {
  const seconds = Math.max(0, Math.round((to.getTime() - from.getTime()) / 1_000));
  return t('ready.wait', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}
