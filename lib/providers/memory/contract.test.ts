import { describe } from 'vitest';
import { parseCountry } from '#lib/domain/country';
import { GIGABYTE, type Offer, type ProviderId } from '#lib/domain/plan';
import { known, unknown } from '#lib/domain/result';
import { type ContractFault, describeEsimProvider } from '#lib/providers/contract';
import { createMemoryProvider, type MemoryBehaviour } from '#lib/providers/memory/memory-provider';

const japan = parseCountry('JP');
if (!japan) throw new Error('JP is a country');

const toOffer = (provider: ProviderId): Offer => ({
  provider,
  offerId: 'jp-7d-1gb',
  place: { kind: 'country', code: japan },
  coverage: { kind: 'listed', countries: [{ code: japan, speeds: unknown }] },
  data: { kind: 'limited', bytes: GIGABYTE },
  validityDays: 7,
  speeds: unknown,
  hotspot: known(true),
  topUp: unknown,
  voiceMinutes: unknown,
  sms: unknown,
  start: 'not_stated',
  notes: '',
  costs: [{ minor: 320, currency: 'USD', exponent: 2 }],
});

const access = { kind: 'rejected', reason: 'access' } as const;
const busy = { kind: 'unavailable', retryAfterMs: 7000 } as const;
const down = { kind: 'unavailable' } as const;
const inDoubt = { kind: 'unknown_outcome' } as const;

const FAULTS: Record<ContractFault, Partial<MemoryBehaviour>> = {
  access_refused: { reads: access, purchase: { error: access, executed: false } },
  wallet_empty: { purchase: { error: { kind: 'rejected', reason: 'wallet' }, executed: false } },
  unreachable: { reads: down, purchase: { error: down, executed: false } },
  busy: { reads: busy, purchase: { error: busy, executed: false } },
  failing: { reads: down, purchase: { error: inDoubt, executed: false } },
  answer_lost: { purchase: { error: inDoubt, executed: true } },
  answer_garbled: { purchase: { error: inDoubt, executed: true } },
};

describe.each(['zim', 'zendit'] as const)('in the place of %s', (id) => {
  describeEsimProvider('The memory provider', async () => {
    const provider = createMemoryProvider({
      id,
      offers: [toOffer(id), ...['b', 'c', 'd', 'e'].map((offerId) => ({ ...toOffer(id), offerId }))],
      capabilities: { refund: id === 'zendit' },
    });
    provider.behaviour.outcome = 'pending';
    provider.behaviour.offersAPage = 2;
    return {
      provider,
      offerId: 'jp-7d-1gb',
      currency: 'USD',
      suffer: async (fault) => {
        Object.assign(provider.behaviour, FAULTS[fault]);
      },
      deliver: async () => {
        provider.behaviour.outcome = 'ready';
      },
      countPurchases: async () => provider.purchases().length,
      close: async () => undefined,
    };
  });
});
