import type { OrderStore } from '#lib/db/order-store';
import type { RateLimits } from '#lib/db/rate-limits';
import { type Order, type OrderNumber, parseOrderNumber } from '#lib/domain/order';

export type WithdrawalDeps = {
  orders: Pick<OrderStore, 'move'> & {
    readOrderByNumber: (number: OrderNumber) => Promise<Order | undefined>;
  };
  limits: Pick<RateLimits, 'take'>;
  now: () => Date;
};

/** `name`: as the consumer gave it, or empty; it is part of what is acknowledged. */
export type WithdrawalInput = {
  number: string;
  email: string;
  name: string;
  locale: string;
  clientKey: string;
};

export type WithdrawalAnswer =
  | { kind: 'received'; at: Date }
  | { kind: 'too_many'; retryAfterSeconds: number };

/**
 * Takes a consumer's withdrawal from the contract, without an account. It is kept with the order, whose next turn
 * follows it, and acknowledged by mail; the answer is the same whether number and address belong together or not.
 */
export async function declareWithdrawal(
  deps: WithdrawalDeps,
  input: WithdrawalInput,
): Promise<WithdrawalAnswer> {
  const email = input.email.trim().toLowerCase();
  for (const [kind, key] of [
    ['order_link_client', input.clientKey],
    ['order_link_email', email],
  ] as const) {
    const taken = await deps.limits.take(kind, key);
    if (!taken.ok) return { kind: 'too_many', retryAfterSeconds: taken.retryAfterSeconds };
  }
  const at = deps.now();
  const number = parseOrderNumber(input.number);
  const order = number && (await deps.orders.readOrderByNumber(number));
  if (order && order.email === email) await declare(deps, order, { ...input, at });
  return { kind: 'received', at };
}

type Declaration = Pick<WithdrawalInput, 'name' | 'locale'> & { at: Date };

async function declare(
  deps: WithdrawalDeps,
  { id, email: to, withdrawalOpenSince }: Order,
  { at, name, locale }: Declaration,
): Promise<void> {
  const declaredAt = at.toISOString();
  await deps.orders.move(id, {
    from: {},
    set: { withdrawalOpenSince: withdrawalOpenSince ?? at, nextActionAt: at },
    event: { kind: 'withdrawal_declared' },
    mail: {
      // Declared again on another day, it is acknowledged again.
      dedupeKey: `withdrawal_received:${id}:${declaredAt.slice(0, 10)}`,
      kind: 'withdrawal_received',
      to,
      locale,
      data: { at: declaredAt, ...(name && { name }) },
    },
  });
}
