import { TIMING } from '#lib/config/timing';
import type { Lease } from '#lib/db/lease';
import type { LineStore } from '#lib/db/line-store';
import { type HoldReason, isWaiting, type OrderId, type OrderLine } from '#lib/domain/order';
import { crashPoint } from '#lib/faults/crash-point';
import { fulfilByKey, type KeyedDeps } from '#lib/orders/fulfil-by-key';
import { type FulfilOutcome, fulfilFromPool, type PoolDeps } from '#lib/orders/fulfil-from-pool';
import { nextTurn } from '#lib/orders/next-turn';
import { toRefusal } from '#lib/orders/refusal';
import { type ReturnDeps, returnLatePurchase } from '#lib/orders/return-late-purchase';
import type { EsimProvider } from '#lib/providers/port';

export type AdvanceLineDeps = PoolDeps &
  KeyedDeps &
  ReturnDeps & {
    lines: Pick<LineStore, 'readLeased' | 'moveLine' | 'postponeLine' | 'countNotFound'>;
    /** `undefined` for a wholesaler that is no longer configured. */
    findProvider: (line: OrderLine) => EsimProvider | undefined;
    /** Captures or releases the order once none of its lines is waited for; safe to call at any time. */
    completeOrder: (id: OrderId) => Promise<unknown>;
    /** An empty wallet or a refused key takes the wholesaler's plans out of sale until it is mended. */
    suspendSales: (provider: EsimProvider['id'], reason: HoldReason) => Promise<void>;
  };

/** One turn of a line: does the next thing its state asks for. Does nothing for a worker that has lost the lease. */
export async function advanceLine(deps: AdvanceLineDeps, lease: Lease): Promise<void> {
  const line = await deps.lines.readLeased(lease);
  if (!line) return;
  if (line.fulfilment === 'cancelled' || line.giveBack !== 'none')
    return returnLatePurchase(deps, deps.findProvider(line), line);
  if (!isWaiting(line) || line.payment !== 'authorised') return close(deps, line);
  if (line.promiseUntil && line.promiseUntil <= deps.now()) {
    // The order's own turn gives the line up; this one only must not be due all the time.
    await deps.lines.postponeLine(line, new Date(deps.now().getTime() + TIMING.order.givingUp));
    await deps.completeOrder(line.orderId);
    return;
  }
  if (line.fulfilment === 'held') return resume(deps, line);
  await buy(deps, line);
}

/** Nothing is left to do: without this the line would be due for ever. */
async function close(deps: AdvanceLineDeps, line: OrderLine): Promise<void> {
  await deps.lines.moveLine(line, {
    from: { payment: [line.payment], fulfilment: [line.fulfilment] },
    set: { nextActionAt: null },
    event: { kind: 'line_closed' },
  });
}

async function buy(deps: AdvanceLineDeps, line: OrderLine): Promise<void> {
  const provider = deps.findProvider(line);
  const outcome: FulfilOutcome = provider
    ? await fulfil(deps, provider, line)
    : { kind: 'refused', refusal: toRefusal('access'), keySpent: false };
  if (outcome.kind === 'refused') await refuse(deps, line, outcome);
  if (outcome.kind !== 'allocated') return;
  crashPoint('j8');
  await deps.completeOrder(line.orderId);
}

function fulfil(deps: AdvanceLineDeps, provider: EsimProvider, line: OrderLine): Promise<FulfilOutcome> {
  return provider.capabilities.idempotentOrder
    ? fulfilByKey(deps, provider, line)
    : fulfilFromPool(deps, provider, line);
}

/**
 * A held line is tried again while its promise lasts. One that needs a person waits for the person, for an eSIM of
 * the pool that was handed to it meanwhile, or for the end of the promise.
 */
async function resume(deps: AdvanceLineDeps, line: OrderLine): Promise<void> {
  if (line.holdReason === 'review' && !(await deps.pool.readClaimed(line.id))) {
    await deps.lines.postponeLine(line, nextTurn(line, deps.now(), TIMING.order.reviewLook));
    return;
  }
  await deps.lines.moveLine(line, {
    from: { payment: ['authorised'], fulfilment: ['held'] },
    set: { fulfilment: 'queued', holdReason: null, nextActionAt: deps.now() },
    event: { kind: 'resumed' },
  });
}

const WAITS_FOR_ANSWER = ['queued', 'sending', 'placed', 'unknown'] as const;

async function refuse(
  deps: AdvanceLineDeps,
  line: OrderLine,
  { refusal, keySpent }: FulfilOutcome & { kind: 'refused' },
): Promise<void> {
  const from = { payment: ['authorised'], fulfilment: WAITS_FOR_ANSWER } as const;
  const now = deps.now();
  if (refusal.kind === 'give_up') {
    await deps.lines.moveLine(line, {
      from,
      set: { fulfilment: 'cancelled', holdReason: null, cancelledAt: now, nextActionAt: now },
      wakes: 'order',
      event: { kind: 'line_given_up', detail: { reason: 'not_available' } },
    });
    await deps.completeOrder(line.orderId);
    return;
  }
  const { reason, scope } = refusal;
  if (scope === 'wholesaler') await deps.suspendSales(line.plan.provider, reason);
  const spent = { purchaseKey: nextKey(line.purchaseKey), purchaseRef: null, notFoundCount: 0 };
  const held = await deps.lines.moveLine(line, {
    from,
    set: {
      fulfilment: 'held',
      holdReason: reason,
      nextActionAt: nextTurn(line, now, TIMING.order.heldRetry),
      ...(keySpent && spent),
    },
    event: { kind: 'held', detail: { reason } },
  });
  if (held && reason === 'review')
    deps.log.error('An order needs a person', { orderId: line.orderId, reason });
}

/** "o-abc-1-1" → "o-abc-1-2". */
function nextKey(key: string): string {
  return key.replace(/\d+$/, (count) => String(Number(count) + 1));
}
