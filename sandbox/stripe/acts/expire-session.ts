import type { StripeAccount } from '../account.ts';
import { toIntentWire } from '../objects/intent.ts';
import type { Session } from '../objects/session.ts';
import { stateRefusal } from '../protocol/refusal.ts';

/** Closes an open session; what its buyer had begun to pay is cancelled with it. */
export function expireSession(account: StripeAccount, session: Session) {
  if (session.status !== 'open')
    throw stateRefusal(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
    );
  session.status = 'expired';
  const intent = account.intentOf(session);
  if (intent) {
    intent.status = 'canceled';
    intent.canceledAt = account.seconds();
    intent.cancellationReason = 'expired';
    intent.challengeUrl = null;
    account.emit('payment_intent.canceled', toIntentWire(intent));
  }
  account.emit('checkout.session.expired', account.sessionWire(session));
}
