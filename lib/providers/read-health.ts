import type { ProviderId } from '#lib/domain/plan';
import type { BreakerState } from '#lib/http/breaker';
import type { EsimProvider } from '#lib/providers/port';

/** How one wholesaler stands, for an operator. `breaker` is that of this process; absent = the adapter has none. */
export type ProviderHealth = { sellable: boolean; reason?: string; breaker?: BreakerState };

type HealthDeps = {
  providers: readonly Pick<EsimProvider, 'id' | 'breakerState'>[];
  /** `undefined` = nobody ever took this wholesaler out of sale. */
  readStatus: (id: ProviderId) => Promise<{ sellable: boolean; reason?: string } | undefined>;
};

/** Every configured wholesaler: whether its plans are on sale, if not why, and whether it is being called at all. */
export async function readProviderHealth({
  providers,
  readStatus,
}: HealthDeps): Promise<Partial<Record<ProviderId, ProviderHealth>>> {
  const entries = await Promise.all(
    providers.map(async ({ id, breakerState }) => {
      const { sellable, reason } = (await readStatus(id)) ?? { sellable: true };
      return [id, { sellable, ...(reason && { reason }), ...(breakerState && { breaker: breakerState() }) }];
    }),
  );
  return Object.fromEntries(entries);
}
