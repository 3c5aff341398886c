import { TIMING } from '#lib/config/timing';
import { ok, type Result } from '#lib/domain/result';
import { crashPoint } from '#lib/faults/crash-point';
import { type HintDeps, handlePaymentHint } from '#lib/orders/handle-payment-hint';
import type { PaymentError, PaymentProvider } from '#lib/payments/port';

export type ReconcileDeps = HintDeps & { payments: Pick<PaymentProvider, 'listHints'> };

/** `cursor`: where the next run goes on. `seen`: events listed; `late`: those that still wait for something. */
export type Reconciliation = { cursor: Date; seen: number; late: number };

/** Makes up for webhooks that never came: every event since the cursor is worked, those worked before have no effect. */
export async function reconcilePayments(
  deps: ReconcileDeps,
  since: Date,
): Promise<Result<Reconciliation, PaymentError>> {
  const hints = await deps.payments.listHints(new Date(since.getTime() - TIMING.payments.reconcileOverlap));
  if (!hints.ok) return hints;
  let late = 0;
  for (const hint of hints.value) {
    if ((await handlePaymentHint(deps, hint)) === 'later') late += 1;
    crashPoint('s1');
  }
  const newest = hints.value.at(-1)?.createdAt ?? since;
  const cursor = newest > since ? newest : since;
  return ok({ cursor, seen: hints.value.length, late });
}
