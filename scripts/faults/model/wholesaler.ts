import type { ProviderId } from '#lib/domain/plan';
import { err, ok } from '#lib/domain/result';
import { testProfile } from '#lib/orders/test-fulfilment';
import { createMemoryProvider } from '#lib/providers/memory/memory-provider';
import type { EsimProvider, PurchaseStatus, RefundStatus } from '#lib/providers/port';

/** How the next purchases are answered, and whether anything is bought. `twin`: with an eSIM that was sold before. */
export const ANSWERS = [
  'accepted',
  'lost_and_bought',
  'lost_and_not_bought',
  'lost_and_bought_late',
  'unavailable',
  'wallet',
  'gone',
  'twin',
] as const;
export type Answer = (typeof ANSWERS)[number];

/** What has not come by then never comes: an eSIM, and a purchase that was not known at first. */
const LONGEST_MS = { pending: 24 * 3_600_000, hidden: 5 * 60_000 };

type Bought = {
  at: Date;
  status: 'hidden' | 'pending' | 'ready' | 'failed';
  profileNumber: number;
  refund: RefundStatus;
};

/** A wholesaler that takes our key. What it says and when is told by commands. */
export function createWholesaler(now: () => Date) {
  const bought = new Map<string, Bought>();
  const state = {
    answer: 'accepted' as Answer,
    isUp: true,
    refunds: 'done' as 'done' | 'pending' | 'refused',
  };
  const buy = (key: string, status: Bought['status']) => {
    const isTwin = state.answer === 'twin';
    const profileNumber = isTwin ? 1 : bought.size + 1;
    if (!bought.has(key)) bought.set(key, { at: now(), status, profileNumber, refund: { kind: 'none' } });
  };
  const find = (key: string): PurchaseStatus => {
    const found = bought.get(key);
    if (!found || found.status === 'hidden') return { kind: 'not_found' };
    if (found.status === 'failed') return { kind: 'failed', reason: 'offer_unavailable' };
    if (found.status === 'pending') return { kind: 'pending' };
    return { kind: 'ready', profile: testProfile(found.profileNumber) };
  };
  const purchase: EsimProvider['purchase'] = async ({ key }) => {
    switch (state.answer) {
      case 'accepted':
      case 'twin':
        buy(key, 'pending');
        return ok({});
      case 'lost_and_bought':
        buy(key, 'pending');
        return err({ kind: 'unknown_outcome' });
      case 'lost_and_bought_late':
        buy(key, 'hidden');
        return err({ kind: 'unknown_outcome' });
      case 'lost_and_not_bought':
        return err({ kind: 'unknown_outcome' });
      case 'unavailable':
        return err({ kind: 'unavailable' });
      case 'wallet':
        return err({ kind: 'rejected', reason: 'wallet' });
      case 'gone':
        return err({ kind: 'rejected', reason: 'offer_unavailable' });
    }
  };
  const down = { kind: 'unavailable' } as const;
  const create = (id: ProviderId): EsimProvider => ({
    ...createMemoryProvider({ id, capabilities: { idempotentOrder: true } }),
    purchase,
    findPurchase: async ({ key }) => (state.isUp ? ok(find(key)) : err(down)),
    refundStatus: async ({ key }) =>
      state.isUp ? ok(bought.get(key)?.refund ?? { kind: 'none' }) : err(down),
    async refund({ key }) {
      const found = bought.get(key);
      if (!state.isUp || !found) return err(down);
      found.refund = { kind: state.refunds };
      return ok(found.refund);
    },
  });
  const providers = { zendit: create('zendit'), zim: create('zim') };
  return {
    ...{ state, bought },
    findProvider: (id: ProviderId) => providers[id],
    turn(from: 'pending' | 'hidden', to: 'ready' | 'failed') {
      const isInTime = ({ at }: Bought) => now().getTime() - at.getTime() <= LONGEST_MS[from];
      for (const one of bought.values()) if (one.status === from && isInTime(one)) one.status = to;
    },
    settleRefunds() {
      for (const one of bought.values()) if (one.refund.kind === 'pending') one.refund = { kind: 'done' };
    },
  };
}
