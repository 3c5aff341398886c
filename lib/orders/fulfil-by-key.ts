import { TIMING } from '#lib/config/timing';
import type { EsimStore } from '#lib/db/esim-store';
import type { LineStore } from '#lib/db/line-store';
import type { OrderLine } from '#lib/domain/order';
import { crashDuring, crashPoint } from '#lib/faults/crash-point';
import { hasGuard } from '#lib/faults/guard';
import { type FulfilOutcome, toAllocationOutcome } from '#lib/orders/fulfil-from-pool';
import { nextTurn } from '#lib/orders/next-turn';
import { toRefusal } from '#lib/orders/refusal';
import type { EsimProvider, PurchaseStatus } from '#lib/providers/port';

export type KeyedDeps = {
  lines: Pick<LineStore, 'moveLine' | 'postponeLine' | 'countNotFound'>;
  esims: Pick<EsimStore, 'allocate'>;
  now: () => Date;
};

/** Our key is sent again only after the wholesaler did not know it this often. */
const NOT_FOUND_TIMES = 2;

/** Buys at a wholesaler that takes our own key, so that any doubt is settled by looking the key up. */
export async function fulfilByKey(
  deps: KeyedDeps,
  provider: EsimProvider,
  line: OrderLine,
): Promise<FulfilOutcome> {
  if (line.fulfilment === 'unknown' && !hasGuard('look_before_repost')) return sendAgain(deps, line);
  return line.fulfilment === 'queued' ? send(deps, provider, line) : lookUp(deps, provider, line);
}

async function send(deps: KeyedDeps, provider: EsimProvider, line: OrderLine): Promise<FulfilOutcome> {
  const sending = await deps.lines.moveLine(line, {
    from: { payment: ['authorised'], fulfilment: ['queued'] },
    set: {
      fulfilment: 'sending',
      attempts: { increment: 1 },
      nextActionAt: after(deps, line, TIMING.keyed.partnerDown),
    },
    event: { kind: 'purchase_sending' },
  });
  if (!sending) return { kind: 'waiting' };
  crashPoint('j2');
  const request = { key: line.purchaseKey, offerId: line.plan.offerId, currency: line.plan.costCurrency };
  const answer = await crashDuring('j3', provider.purchase(request));
  crashPoint('j4');
  const from = { payment: ['authorised'], fulfilment: ['sending'] } as const;
  if (answer.ok) {
    const reference = answer.value.reference;
    await deps.lines.moveLine(line, {
      from,
      set: {
        fulfilment: 'placed',
        placedAt: deps.now(),
        notFoundCount: 0,
        ...(reference && { purchaseRef: reference }),
        nextActionAt: after(deps, line, TIMING.keyed.firstLook),
      },
      event: { kind: 'purchase_accepted' },
    });
    crashPoint('j5');
    return { kind: 'waiting' };
  }
  if (answer.error.kind === 'rejected') {
    return { kind: 'refused', refusal: toRefusal(answer.error.reason), keySpent: false };
  }
  const unsure = answer.error.kind === 'unknown_outcome';
  const pauseMs =
    answer.error.kind === 'unavailable'
      ? (answer.error.retryAfterMs ?? TIMING.keyed.partnerDown)
      : TIMING.keyed.firstLook;
  await deps.lines.moveLine(line, {
    from,
    set: { fulfilment: unsure ? 'unknown' : 'queued', nextActionAt: after(deps, line, pauseMs) },
    event: { kind: unsure ? 'purchase_outcome_unknown' : 'purchase_not_sent' },
  });
  return { kind: 'waiting' };
}

async function lookUp(deps: KeyedDeps, provider: EsimProvider, line: OrderLine): Promise<FulfilOutcome> {
  const found = await provider.findPurchase({
    key: line.purchaseKey,
    ...(line.purchaseRef && { reference: line.purchaseRef }),
  });
  if (!found.ok) {
    await deps.lines.postponeLine(line, after(deps, line, TIMING.keyed.partnerDown));
    return { kind: 'waiting' };
  }
  if (found.value.kind === 'not_found') return countMissing(deps, line);
  return follow(deps, provider, line, found.value);
}

/** The wholesaler does not know our key: after enough looks it was never bought, and the same key is sent again. */
async function countMissing(deps: KeyedDeps, line: OrderLine): Promise<FulfilOutcome> {
  const times = await deps.lines.countNotFound(
    line,
    'not_found',
    after(deps, line, TIMING.keyed.notFoundPause),
  );
  return times < NOT_FOUND_TIMES ? { kind: 'waiting' } : sendAgain(deps, line);
}

async function sendAgain(deps: KeyedDeps, line: OrderLine): Promise<FulfilOutcome> {
  await deps.lines.moveLine(line, {
    from: { payment: ['authorised'], fulfilment: ['unknown', 'placed', 'sending'] },
    set: { fulfilment: 'queued', notFoundCount: 0, nextActionAt: deps.now() },
    event: { kind: 'purchase_never_arrived' },
  });
  return { kind: 'waiting' };
}

async function follow(
  deps: KeyedDeps,
  provider: EsimProvider,
  line: OrderLine,
  status: Exclude<PurchaseStatus, { kind: 'not_found' }>,
): Promise<FulfilOutcome> {
  if (status.kind === 'failed') {
    return { kind: 'refused', refusal: toRefusal(status.reason), keySpent: true };
  }
  if (status.kind === 'ready') {
    crashPoint('j6');
    const result = await deps.esims.allocate({
      line,
      provider: provider.id,
      offerId: line.plan.offerId,
      profile: status.profile,
      now: deps.now(),
    });
    return toAllocationOutcome(result);
  }
  if (line.fulfilment === 'placed') {
    await deps.lines.countNotFound(line, 'found', after(deps, line, pollPauseMs(line, deps.now())));
    return { kind: 'waiting' };
  }
  await deps.lines.moveLine(line, {
    from: { payment: ['authorised'], fulfilment: ['unknown', 'sending'] },
    set: {
      fulfilment: 'placed',
      placedAt: deps.now(),
      notFoundCount: 0,
      nextActionAt: after(deps, line, TIMING.keyed.firstLook),
    },
    event: { kind: 'purchase_found' },
  });
  return { kind: 'waiting' };
}

/** Every second for 15 s, every 5 s for the next minute, then every 30 s. */
function pollPauseMs(line: OrderLine, now: Date): number {
  const ageMs = now.getTime() - (line.placedAt ?? now).getTime();
  const { often, young, seldom, old, rarely } = TIMING.keyed;
  if (ageMs < young) return often;
  return ageMs < old ? seldom : rarely;
}

const after = (deps: KeyedDeps, line: OrderLine, ms: number) => nextTurn(line, deps.now(), ms);
