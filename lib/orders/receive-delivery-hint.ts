import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Log } from '#lib/observability/log';

export type DeliveryHintDeps = {
  /** Name and value of the header that the wholesaler was told to send; without them every call is refused. */
  header: string | undefined;
  secret: string | undefined;
  wakeByPurchaseKey: (purchaseKey: string) => Promise<unknown>;
  log: Log;
};

const bodySchema = z.object({ transactionId: z.string().regex(/^[A-Za-z0-9-]{1,64}$/) });
/**
 * A wholesaler says that a purchase moved. Its call is not signed, so it only wakes the order, whose next turn asks
 * the wholesaler itself. What it names and whether we know it is not told.
 */
export async function receiveDeliveryHint(
  deps: DeliveryHintDeps,
  headers: Headers,
  rawBody: string,
): Promise<'ok' | 'refused'> {
  if (!isFromWholesaler(deps, headers)) {
    deps.log.warn('A delivery webhook was refused');
    return 'refused';
  }
  const purchaseKey = readPurchaseKey(rawBody);
  if (purchaseKey === undefined) deps.log.warn('A delivery webhook named no purchase');
  else await deps.wakeByPurchaseKey(purchaseKey);
  return 'ok';
}

function isFromWholesaler({ header, secret }: DeliveryHintDeps, headers: Headers): boolean {
  if (!header || !secret) return false;
  return timingSafeEqual(digest(headers.get(header) ?? ''), digest(secret));
}

/** Equal lengths, so that the comparison tells nothing of the secret's. */
const digest = (text: string) => createHash('sha256').update(text).digest();

function readPurchaseKey(rawBody: string): string | undefined {
  const parsed = bodySchema.safeParse(parseJson(rawBody));
  return parsed.success ? parsed.data.transactionId : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
