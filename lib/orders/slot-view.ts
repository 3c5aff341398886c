import type { Esim } from '#lib/db/esim-row';
import type { EsimStore } from '#lib/db/esim-store';
import type { Order, OrderLine } from '#lib/domain/order';
import { type EsimView, type SlotView, toRefundView } from '#lib/domain/order-view';
import type { ProviderId } from '#lib/domain/plan';
import type { Refund, RefundPolicy } from '#lib/domain/refund';
import { toSnapshot } from '#lib/orders/plan-snapshot';
import { findSubstitute, type SubstituteDeps } from '#lib/orders/substitute';
import type { EsimProvider } from '#lib/providers/port';
import { offerRefund } from '#lib/refunds/open-refund';
import { readMeter, watchMeter } from '#lib/usage/read-meter';

export type SlotDeps = {
  esims: Pick<EsimStore, 'readActivationCode' | 'bringReadForward'>;
  refundPolicy: RefundPolicy;
  substitutes: SubstituteDeps;
  findProvider: (id: ProviderId) => EsimProvider | undefined;
  now: () => Date;
};

type SlotFacts = {
  order: Order;
  line: OrderLine;
  esims: readonly Esim[];
  refunds: readonly Refund[];
};

/** One traveller's eSIM for its owner, whose right to it was proved. One whose price goes back is not shown any more. */
export async function toSlotView(
  deps: SlotDeps,
  { order, line, esims, refunds }: SlotFacts,
): Promise<SlotView> {
  const base = { slot: line.slot, lineId: line.id, plan: line.plan };
  const refund = refunds.find(({ lineId }) => lineId === line.id);
  if (refund) return { ...base, kind: 'refunded', refund: toRefundView(order, refund) };
  const esim = line.fulfilment === 'delivered' && esims.find(({ lineId }) => lineId === line.id);
  if (esim) {
    const policy = { policy: deps.refundPolicy, now: deps.now };
    const offer = offerRefund(policy, { order, line, esim, isRefunded: false });
    return { ...base, kind: 'ready', esim: await toEsimView(deps, line, esim), refundOffer: offer };
  }
  if (line.fulfilment === 'cancelled') return { ...base, kind: 'not_delivered' };
  if (line.fulfilment === 'delivered') return { ...base, kind: 'closed' };
  const substitute = await findSubstitute(deps.substitutes, order, line);
  return {
    ...base,
    kind: 'waiting',
    ...(line.holdReason && { holdReason: line.holdReason }),
    ...(substitute && {
      substitute: { plan: toSnapshot(substitute.plan), differences: substitute.differences },
    }),
  };
}

async function toEsimView(deps: SlotDeps, line: OrderLine, esim: Esim): Promise<EsimView> {
  const now = deps.now();
  await watchMeter(deps.esims, esim, now);
  return {
    id: esim.id,
    iccid: esim.iccid,
    activationCode: await deps.esims.readActivationCode(esim.id),
    profileState: esim.profileState,
    meter: readMeter(esim, line.plan.data, now),
    ...cadence(deps, esim),
  };
}

/** How often the partner says it measures; nothing where it does not say. */
export function cadence(deps: Pick<SlotDeps, 'findProvider'>, esim: Esim): { usageEveryMinutes?: number } {
  const minutes = deps.findProvider(esim.provider)?.capabilities.usageEveryMinutes;
  return minutes === undefined ? {} : { usageEveryMinutes: minutes };
}
