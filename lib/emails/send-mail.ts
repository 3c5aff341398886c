import { isLocale, type Locale, SHOP } from '#lib/config/shop';
import type { LinkStore } from '#lib/db/link-store';
import type { MailStore, QueuedMail } from '#lib/db/mail-store';
import type { OrderStore } from '#lib/db/order-store';
import { type Order, parseOrderId } from '#lib/domain/order';
import type { OrderMailData } from '#lib/emails/mail-data';
import { type RenderedMail, renderMail } from '#lib/emails/render-mail';
import { type Log, toErrorFields } from '#lib/observability/log';

/** Hands a finished mail to the mail server; throws when it was not taken. */
export type MailTransport = (mail: { to: string; messageId: string } & RenderedMail) => Promise<void>;

export type SendMailDeps = {
  mails: Pick<MailStore, 'markSent' | 'retryAt'>;
  orders: Pick<OrderStore, 'readOrder'>;
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
  return order && renderOrderMail(deps, mail.kind, order, locale);
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
  kind: string,
  order: Order,
  locale: Locale,
): Promise<RenderedMail | undefined> {
  const token = await deps.links.create(order.id, deps.now());
  const data: OrderMailData = {
    shopUrl: `${deps.appUrl}/${locale}`,
    number: order.number,
    plan: order.plan,
    price: order.price,
    orderUrl: `${deps.appUrl}/${locale}/orders/${order.id}/open?t=${token}`,
  };
  const { authorisedAt, deliveredAt } = order;
  switch (kind) {
    case 'order_received':
      return renderMail('order_received', locale, { ...data, promiseMinutes: deps.promiseMinutes });
    case 'order_ready':
      if (!authorisedAt || !deliveredAt) return undefined;
      return renderMail('order_ready', locale, { ...data, paidAt: authorisedAt, readyAt: deliveredAt });
    case 'order_released':
      return renderMail('order_released', locale, {
        ...data,
        releasedAt: order.releasedAt ?? deps.now(),
        browseUrl: deps.placeUrl(order, locale),
      });
    case 'order_link':
      return renderMail('order_link', locale, data);
    default:
      throw new Error(`There is no mail of kind ${kind}`);
  }
}
