import type { Log } from '#lib/observability/log';

export type DeliveryHintDeps = {
  /** Whether the call carries what was agreed with the wholesaler; never when nothing was agreed. */
  isGenuine: (headers: Headers) => boolean;
  /** Our key of the purchase that the body names, if it names one. */
  readPurchaseKey: (rawBody: string) => string | undefined;
  wakeByPurchaseKey: (purchaseKey: string) => Promise<unknown>;
  log: Log;
};

/**
 * A wholesaler says that a purchase moved. Its call is not signed, so it only wakes the order, whose next turn asks
 * the wholesaler itself. What it names and whether we know it is not told.
 */
export async function receiveDeliveryHint(
  deps: DeliveryHintDeps,
  headers: Headers,
  rawBody: string,
): Promise<'ok' | 'refused'> {
  if (!deps.isGenuine(headers)) {
    deps.log.warn('A delivery webhook was refused');
    return 'refused';
  }
  const purchaseKey = deps.readPurchaseKey(rawBody);
  if (purchaseKey === undefined) deps.log.warn('A delivery webhook named no purchase');
  else await deps.wakeByPurchaseKey(purchaseKey);
  return 'ok';
}
