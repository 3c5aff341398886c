import type { StripeAccount } from '../account.ts';
import type { Intent } from '../objects/intent.ts';
import { requireKept } from '../objects/store.ts';

/** What every line of the record about money says: which intent, whose order, how much of which currency. */
export function toMoneyEntry(account: StripeAccount, intent: Intent, amount: number) {
  const { request } = requireKept(account.store.sessions, intent.sessionId);
  return {
    paymentIntent: intent.id,
    session: intent.sessionId,
    amount,
    currency: intent.currency,
    orderId: intent.metadata.order_id ?? request.metadata?.order_id ?? request.client_reference_id ?? null,
  };
}
