import type { InboxStore } from '#lib/db/inbox-store';
import { crashPoint } from '#lib/faults/crash-point';
import type { Log } from '#lib/observability/log';
import type { PaymentProvider } from '#lib/payments/port';

export type PaymentWebhookDeps = {
  payments: Pick<PaymentProvider, 'verifyWebhook'>;
  inbox: Pick<InboxStore, 'keep'>;
  log: Log;
};

/**
 * Keeps a signed event and answers; the worker works it. Whatever that takes, the sender never waits for it, and a
 * thousand events at once are a thousand rows. `bad_signature` changes nothing. Throws when the event could not be
 * kept; the sender then delivers it again.
 */
export async function receivePaymentWebhook(
  { payments, inbox, log }: PaymentWebhookDeps,
  rawBody: string,
  signature: string,
): Promise<'ok' | 'bad_signature'> {
  const hint = payments.verifyWebhook(rawBody, signature);
  if (!hint) {
    log.warn('A payment webhook was refused');
    return 'bad_signature';
  }
  crashPoint('w1');
  await inbox.keep(hint);
  crashPoint('w2');
  return 'ok';
}
