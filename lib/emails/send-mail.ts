import { isLocale, type Locale, SHOP } from '#lib/config/shop';
import type { LinkStore } from '#lib/db/link-store';
import type { MailStore, QueuedMail } from '#lib/db/mail-store';
import type { OrderStore } from '#lib/db/order-store';
import type { RefundStore } from '#lib/db/refund-store';
import { type Money, money } from '#lib/domain/money';
import {
  findCommonPlan,
  hasArrived,
  isWaiting,
  type Order,
  parseOrderId,
  toLiveLines,
} from '#lib/domain/order';
import type { OrderMailData } from '#lib/emails/mail-data';
import { type RenderedMail, renderMail } from '#lib/emails/render-mail';
import { renderRefundMail } from '#lib/emails/render-refund-mail';
import { crashPoint } from '#lib/faults/crash-point';
import { type Log, toErrorFields } from '#lib/observability/log';

/** Hands a finished mail to the mail server; throws when it was not taken. */
export type MailTransport = (mail: { to: string; messageId: string } & RenderedMail) => Promise<void>;

export type SendMailDeps = {
  mails: Pick<MailStore, 'markSent' | 'retryAt'>;
  orders: Pick<OrderStore, 'readOrder'>;
  refunds: Pick<RefundStore, 'listOf'>;
  links: Pick<LinkStore, 'create'>;
  transport: MailTransport;
  appUrl: string;
  promiseMinutes: number;
  /** The page with other plans for the order's place. */
  placeUrl: (order: Order, locale: Locale) => string;
  now: () => Date;
  log: Log;
};

const MAX_TRIES = 12;
const SIGN_IN_MINUTES = 10;

/** Sends one mail of the outbox. A link in it is made at this moment, so that the outbox never holds one for an order. */
export async function sendMail(deps: SendMailDeps, mail: QueuedMail): Promise<void> {
  const rendered = await render(deps, mail);
  if (!rendered) {
    deps.log.warn('A mail has nothing to say any more', { kind: mail.kind });
    return deps.mails.retryAt(mail.id, null);
  }
  try {
    await deps.transport({
      to: mail.to,
      messageId: `<${mail.id}@${new URL(deps.appUrl).hostname}>`,
      ...rendered,
    });
    crashPoint('m1');
    await deps.mails.markSent(mail.id, deps.now());
  } catch (thrown) {
    deps.log.warn('A mail was not taken', { kind: mail.kind, ...toErrorFields(thrown) });
    await deps.mails.retryAt(mail.id, nextTry(mail.tries, deps.now()));
  }
}

/** 2 s, 4 s, 8 s … up to an hour; given up after a day. */
function nextTry(tries: number, now: Date): Date | null {
  if (tries >= MAX_TRIES * 3) return null;
  return new Date(now.getTime() + Math.min(3_600_000, 2 ** Math.min(tries, MAX_TRIES) * 1_000));
}

async function render(deps: SendMailDeps, mail: QueuedMail): Promise<RenderedMail | undefined> {
  const locale = isLocale(mail.locale) ? mail.locale : SHOP.defaultLocale;
  if (mail.kind === 'sign_in') return renderSignIn(deps, mail, locale);
  const orderId = parseOrderId(mail.orderId ?? '');
  const order = orderId && (await deps.orders.readOrder(orderId));
  return order && renderOrderMail(deps, mail, order, locale);
}

function renderSignIn(deps: SendMailDeps, mail: QueuedMail, locale: Locale): RenderedMail | undefined {
  const signInUrl = mail.data.url;
  if (!signInUrl) return undefined;
  return renderMail('sign_in', locale, {
    shopUrl: `${deps.appUrl}/${locale}`,
    signInUrl,
    minutes: SIGN_IN_MINUTES,
  });
}

async function renderOrderMail(
  deps: SendMailDeps,
  mail: QueuedMail,
  order: Order,
  locale: Locale,
): Promise<RenderedMail | undefined> {
  const token = await deps.links.create(order.id, deps.now());
  const data: OrderMailData = {
    shopUrl: `${deps.appUrl}/${locale}`,
    number: order.number,
    plan: findCommonPlan(toLiveLines(order.lines)) ?? order.plan,
    price: toMailPrice(order),
    quantity: order.quantity,
    orderUrl: `${deps.appUrl}/${locale}/orders/${order.id}/open?t=${token}`,
  };
  const { authorisedAt, capturedAt } = order;
  switch (mail.kind) {
    case 'order_received':
      return renderMail('order_received', locale, { ...data, promiseMinutes: deps.promiseMinutes });
    case 'order_delayed':
      return renderDelay(order, data, locale);
    case 'order_ready':
      if (!authorisedAt || !capturedAt) return undefined;
      return renderMail('order_ready', locale, {
        ...data,
        arrived: order.lines.filter(hasArrived).length,
        ...toNotCharged(order),
        paidAt: authorisedAt,
        readyAt: capturedAt,
      });
    case 'order_released':
      return renderMail('order_released', locale, {
        ...data,
        arrived: order.lines.filter(hasArrived).length,
        releasedAt: order.releasedAt ?? deps.now(),
        browseUrl: deps.placeUrl(order, locale),
      });
    case 'payment_failed':
      return renderMail('payment_failed', locale, { ...data, browseUrl: deps.placeUrl(order, locale) });
    case 'order_link':
      return renderMail('order_link', locale, data);
    case 'refund_started':
    case 'refund_done':
    case 'refund_delayed':
      return renderRefundMail(
        deps.refunds,
        { kind: mail.kind, order, position: mail.data.position },
        { data, locale },
      );
    case 'withdrawal_received': {
      const declaredAt = new Date(mail.data.at ?? '');
      return renderMail('withdrawal_received', locale, { ...data, declaredAt, name: mail.data.name ?? '' });
    }
    default:
      throw new Error(`There is no mail of kind ${mail.kind}`);
  }
}

/** Nothing, when meanwhile everything arrived or the hold was released: the mail that says so is on its way. */
function renderDelay(order: Order, data: OrderMailData, locale: Locale): RenderedMail | undefined {
  const { payment, promiseUntil, lines } = order;
  if (payment !== 'authorised' || !promiseUntil || !lines.some(isWaiting)) return undefined;
  const arrived = lines.filter(hasArrived).length;
  return renderMail('order_delayed', locale, { ...data, arrived, until: promiseUntil });
}

/** What was taken once something was, and until then what is held. */
function toMailPrice(order: Order): Money {
  return order.capturedMinor === undefined ? order.price : money(order.capturedMinor, order.price.currency);
}

function toNotCharged({ price, capturedMinor }: Order): { notCharged?: Money } {
  if (capturedMinor === undefined || capturedMinor >= price.minor) return {};
  return { notCharged: money(price.minor - capturedMinor, price.currency) };
}
