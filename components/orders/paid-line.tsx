import { formatMoney, type Money, money } from '#lib/domain/money';
import { LocalTime } from '@/components/orders/local-time-client';
import type { OrderContext } from '@/components/orders/order-context';

/** What was charged and when, or until then what is held; of several eSIMs also what was not charged. */
export function PaidLine({ context }: { context: OrderContext }) {
  const { capturedAt, captured, price } = context.order;
  if (!capturedAt) return <HeldLine context={context} />;
  const taken = captured ?? price;
  return (
    <p className="max-w-2xl text-board-muted text-large tabular">
      {taken.minor < price.minor
        ? partWords(context, { capturedAt, taken })
        : wholeWords(context, { capturedAt, taken })}
    </p>
  );
}

type Charge = { capturedAt: Date; taken: Money };

function wholeWords({ order, locale, t }: OrderContext, { capturedAt, taken }: Charge) {
  const { authorisedAt } = order;
  const amount = formatMoney(taken, locale);
  const time = () => <LocalTime iso={capturedAt.toISOString()} format="seconds" locale={locale} />;
  return authorisedAt
    ? t.rich('ready.charged', { amount, time, wait: waitWords(authorisedAt, capturedAt, t) })
    : t.rich('ready.chargedOnly', { amount, time });
}

function partWords({ order, locale, t }: OrderContext, { taken }: Charge): string {
  const rest = money(order.price.minor - taken.minor, taken.currency);
  return t('ready.chargedSome', {
    amount: formatMoney(taken, locale),
    rest: formatMoney(rest, locale),
    ready: countReady(order),
    count: order.quantity,
  });
}

/** Money is taken once, so it waits for the last eSIM that may still arrive. */
function HeldLine({ context: { order, amount, locale, t } }: { context: OrderContext }) {
  const { slots, promiseUntil, unitPrice } = order;
  const words = () => {
    if (!slots.some(({ kind }) => kind === 'waiting'))
      return t('ready.charging', {
        amount: formatMoney(money(unitPrice.minor * countReady(order), unitPrice.currency), locale),
      });
    if (!promiseUntil) return t('ready.held', { amount });
    const time = () => <LocalTime iso={promiseUntil.toISOString()} format="clock" locale={locale} />;
    return t.rich('ready.heldUntil', { amount, time });
  };
  return <p className="max-w-2xl text-board-muted text-large tabular">{words()}</p>;
}

const countReady = ({ slots }: OrderContext['order']) => slots.filter(({ kind }) => kind === 'ready').length;

function waitWords(from: Date, to: Date, t: OrderContext['t']): string {
  const seconds = Math.max(0, Math.round((to.getTime() - from.getTime()) / 1_000));
  return t('ready.wait', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}
