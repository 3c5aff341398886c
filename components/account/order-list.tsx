import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { formatMoney, money } from '#lib/domain/money';
import type { OrderSummary } from '#lib/domain/order-view';
import { chargeReceiptNumber } from '#lib/domain/receipt';
import { LocalTime } from '@/components/orders/local-time-client';
import { planWords } from '@/components/orders/plan-words';
import { Flag } from '@/components/ui/flag';
import { Panel } from '@/components/ui/panel';

/** Every order with what really happened to the money. */
export async function OrderList({ orders, locale }: { orders: readonly OrderSummary[]; locale: string }) {
  const [t, account] = await Promise.all([getTranslations('order'), getTranslations('account')]);
  return (
    <Panel className="px-4">
      <ul className="divide-y divide-border">
        {orders.map((order) => {
          const words = planWords(order.plan, { t, locale });
          const count = order.quantity > 1 ? account('esimCount', { count: order.quantity }) : undefined;
          return (
            <li key={order.id} className="relative flex min-h-14 items-center gap-3 py-3">
              <Flag code={words.flag} />
              <div className="grid min-w-0 flex-1 gap-x-4 tablet:grid-cols-[5fr_4fr_6rem]">
                <Link
                  href={`/${locale}/orders/${order.id}`}
                  prefetch={false}
                  className="font-semibold underline-offset-4 after:absolute after:inset-0 hover:underline"
                >
                  {words.title}
                  {count ? <span className="block font-normal text-muted text-small">{count}</span> : null}
                </Link>
                <span className="text-muted text-small">
                  <OrderOutcome order={order} locale={locale} />
                </span>
                <span translate="no" className="text-muted text-small">
                  {order.number}
                </span>
              </div>
              <span className="grid min-w-20 justify-items-end">
                <span className="font-semibold tabular">{paidText(order, locale)}</span>
                {order.capturedAt ? <ReceiptLink order={order} locale={locale} /> : null}
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

/** Above the link that covers the row. */
async function ReceiptLink({ order, locale }: { order: OrderSummary; locale: string }) {
  const t = await getTranslations('receipt');
  const number = chargeReceiptNumber(order.number);
  return (
    <Link
      href={`/${locale}/orders/${order.id}/receipts/${number}`}
      prefetch={false}
      aria-label={t('link', { number })}
      className="link relative inline-flex min-h-6 items-center text-small"
    >
      {t('short')}
    </Link>
  );
}

async function OrderOutcome({ order, locale }: { order: OrderSummary; locale: string }) {
  const t = await getTranslations('account.orderStates');
  const { stage, capturedAt } = order;
  if (stage !== 'ready') return t(stage);
  if (!capturedAt) return t(order.quantity > 1 ? 'readyHeld' : 'readyUncharged');
  const date = () => <LocalTime iso={capturedAt.toISOString()} format="day" locale={locale} />;
  const { captured, price, quantity } = order;
  if (captured === undefined || captured.minor >= price.minor) return t.rich('ready', { date });
  const arrived = Math.round((captured.minor * quantity) / price.minor);
  return t.rich('readyPartly', { date, arrived, count: quantity });
}

/** What the card was charged: nothing for what did not arrive. */
function paidText({ price, captured, stage, capturedAt }: OrderSummary, locale: string): string {
  const charged = capturedAt !== undefined && stage !== 'refunded';
  return formatMoney(charged ? (captured ?? price) : money(0, price.currency), locale);
}
