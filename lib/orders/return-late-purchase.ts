import { TIMING } from '#lib/config/timing';
import type { LineStore } from '#lib/db/line-store';
import type { GiveBackState, OrderLine } from '#lib/domain/order';
import type { Log } from '#lib/observability/log';
import type { EsimProvider } from '#lib/providers/port';

export type ReturnDeps = {
  lines: Pick<LineStore, 'moveLine' | 'postponeLine' | 'countNotFound'>;
  now: () => Date;
  log: Log;
};

const NOT_FOUND_TIMES = 3;

/**
 * Gives back to the wholesaler what nobody pays for: the eSIM of a refund, and what arrives late for a line that was
 * given up. An eSIM from a pooled wholesaler stays in the pool for the next buyer instead.
 */
export async function returnLatePurchase(
  deps: ReturnDeps,
  provider: EsimProvider | undefined,
  line: OrderLine,
): Promise<void> {
  const isOver = line.giveBack === 'done' || line.giveBack === 'refused';
  if (isOver) return stopWatching(deps, line, { kind: 'line_closed' });
  if (line.giveBack !== 'none') return returnRefunded(deps, provider, line);
  if (!provider?.capabilities.idempotentOrder || line.attempts === 0)
    return stopWatching(deps, line, { kind: 'watch_ended' });
  return watch(deps, provider, line);
}

/** With a wholesaler that takes nothing back it ends here, at our cost; one that is not configured may be again. */
async function returnRefunded(deps: ReturnDeps, provider: EsimProvider | undefined, line: OrderLine) {
  if (provider?.capabilities.refund) return giveBack(deps, provider, line);
  if (provider) return stopWatching(deps, line, { kind: 'esim_kept_at_our_cost', state: 'done' });
  await deps.lines.postponeLine(line, new Date(deps.now().getTime() + TIMING.late.lookEvery));
}

async function watch(deps: ReturnDeps, provider: EsimProvider, line: OrderLine): Promise<void> {
  const watchUntil = (line.cancelledAt ?? deps.now()).getTime() + TIMING.late.watchFor;
  const later = new Date(deps.now().getTime() + TIMING.late.lookEvery);
  const found = await provider.findPurchase({ key: line.purchaseKey });
  if (!found.ok) return deps.lines.postponeLine(line, later);
  if (found.value.kind === 'pending') {
    // Only after a look: the shop itself may have been down for all that time.
    if (deps.now().getTime() > watchUntil) return stopWatching(deps, line, { kind: 'watch_ended' });
    await deps.lines.countNotFound(line, 'found', later);
    return;
  }
  if (found.value.kind === 'failed') return stopWatching(deps, line, { kind: 'late_purchase_failed' });
  if (found.value.kind === 'ready') return giveBack(deps, provider, line);
  const times = await deps.lines.countNotFound(line, 'not_found', later);
  if (times >= NOT_FOUND_TIMES) await stopWatching(deps, line, { kind: 'late_purchase_never_arrived' });
}

/** Asks what has become of the refund before asking for one, so that a lost answer never makes two. */
async function giveBack(deps: ReturnDeps, provider: EsimProvider, line: OrderLine): Promise<void> {
  const later = new Date(deps.now().getTime() + TIMING.late.lookEvery);
  const purchase = { key: line.purchaseKey };
  const asked = await provider.refundStatus(purchase);
  const refund = asked.ok && asked.value.kind === 'none' ? await provider.refund(purchase) : asked;
  if (refund.ok && refund.value.kind === 'done')
    return stopWatching(deps, line, { kind: 'esim_returned', state: 'done' });
  const refused = refund.ok ? refund.value.kind === 'refused' : refund.error.kind === 'rejected';
  if (!refused) return deps.lines.postponeLine(line, later);
  deps.log.error('An eSIM could not be given back', { orderId: line.orderId, provider: provider.id });
  await stopWatching(deps, line, { kind: 'esim_not_returned', state: 'refused' });
}

async function stopWatching(
  deps: ReturnDeps,
  line: OrderLine,
  { kind, state }: { kind: string; state?: GiveBackState },
): Promise<void> {
  await deps.lines.moveLine(line, {
    from: { fulfilment: [line.fulfilment] },
    set: { nextActionAt: null, ...(state && { giveBack: state }) },
    event: { kind },
  });
}
