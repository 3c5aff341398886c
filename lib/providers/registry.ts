import type { ProviderId } from '#lib/domain/plan';
import type { EsimProvider } from '#lib/providers/port';

export type ProviderRegistry = {
  all: readonly EsimProvider[];
  /** `undefined` when this deployment has no keys for that wholesaler. */
  get: (id: ProviderId) => EsimProvider | undefined;
};

/** The wholesalers this deployment may buy from. */
export function createProviderRegistry(providers: readonly EsimProvider[]): ProviderRegistry {
  const byId = new Map(providers.map((provider) => [provider.id, provider]));
  if (byId.size !== providers.length) throw new Error('A wholesaler is registered twice');
  return { all: providers, get: (id) => byId.get(id) };
}
