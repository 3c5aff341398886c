import type { MailStore } from '#lib/db/mail-store';
import type { RateLimits } from '#lib/db/rate-limits';
import { type Order, type OrderNumber, parseOrderNumber } from '#lib/domain/order';

export type RequestOrderLinkDeps = {
  orders: { readOrderByNumber: (number: OrderNumber) => Promise<Pick<Order, 'id' | 'email'> | undefined> };
  mails: Pick<MailStore, 'queue'>;
  limits: Pick<RateLimits, 'take'>;
};

export type RequestOrderLinkInput = { number: string; email: string; locale: string; clientKey: string };

/** Mails a fresh link when number and address belong together, and answers the same when they do not. */
export async function requestOrderLink(
  deps: RequestOrderLinkDeps,
  input: RequestOrderLinkInput,
): Promise<{ kind: 'sent' } | { kind: 'too_many'; retryAfterSeconds: number }> {
  const email = input.email.trim().toLowerCase();
  for (const [kind, key] of [
    ['order_link_client', input.clientKey],
    ['order_link_email', email],
  ] as const) {
    const taken = await deps.limits.take(kind, key);
    if (!taken.ok) return { kind: 'too_many', retryAfterSeconds: taken.retryAfterSeconds };
  }
  const number = parseOrderNumber(input.number);
  const order = number && (await deps.orders.readOrderByNumber(number));
  if (order && order.email === email) {
    await deps.mails.queue({
      dedupeKey: `order_link:${crypto.randomUUID()}`,
      kind: 'order_link',
      to: order.email,
      locale: input.locale,
      orderId: order.id,
      data: {},
    });
  }
  return { kind: 'sent' };
}
