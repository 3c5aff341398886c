import { testOffer } from '#lib/orders/test-fulfilment';
import { createMemoryProvider, type MemoryProvider } from '#lib/providers/memory/memory-provider';
import type { StockItem } from '#lib/providers/port';

/** How the next purchase goes. `lost`: it is made, but the answer does not arrive; `failed`: neither. */
export type Fate = 'accepted' | 'lost' | 'failed' | 'unavailable';

/**
 * For tests: a wholesaler without keys of ours. Purchases go as told, eSIMs show up in the account when told, and
 * some are there that nobody here bought.
 */
export function createWarehouse(offerIds: readonly string[], now: () => Date) {
  const memory = createMemoryProvider({
    id: 'zim',
    offers: offerIds.map((offerId) => testOffer('zim', offerId)),
  });
  const visibleFrom = new Map<string, number>();
  const foreign: StockItem[] = [];
  const plan: { fate: () => Fate; lagMs: () => number; namesOrders: boolean } = {
    fate: () => 'accepted',
    lagMs: () => 0,
    namesOrders: false,
  };

  const provider: MemoryProvider = {
    ...memory,
    async purchase(request) {
      const fate = plan.fate();
      memory.behaviour.purchase = toScript(fate);
      const before = memory.purchases().length;
      const answer = await memory.purchase(request);
      const number = memory.purchases().length;
      if (number > before) visibleFrom.set(`subscription-${number}`, now().getTime() + plan.lagMs());
      return answer;
    },
    async listStock() {
      const listed = await memory.listStock();
      if (!listed.ok) return listed;
      const isVisible = (item: StockItem) => (visibleFrom.get(item.subscriptionRef) ?? 0) <= now().getTime();
      const own = listed.value.filter(isVisible);
      return { ok: true, value: [...(plan.namesOrders ? own.map(nameOrder) : own), ...foreign] };
    },
  };
  return { provider, plan, foreign, behaviour: memory.behaviour, bought: () => memory.purchases().length };
}

/** As the wholesaler may do one day: "subscription-2" was made by "order-2". */
const nameOrder = (item: StockItem): StockItem => ({
  ...item,
  orderRef: item.subscriptionRef.replace('subscription', 'order'),
});

function toScript(fate: Fate) {
  if (fate === 'accepted') return undefined;
  if (fate === 'unavailable') return { error: { kind: 'unavailable' }, executed: false } as const;
  return { error: { kind: 'unknown_outcome' }, executed: fate === 'lost' } as const;
}
