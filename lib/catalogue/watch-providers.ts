import { TIMING } from '#lib/config/timing';
import type { ProviderStatusStore } from '#lib/db/provider-status-store';
import type { Log } from '#lib/observability/log';
import type { EsimProvider } from '#lib/providers/port';

export type WatchDeps = {
  providers: readonly EsimProvider[];
  statuses: ProviderStatusStore;
  now: () => Date;
  log: Log;
};

/** Takes a wholesaler with an empty wallet out of sale and puts a funded one back. */
export async function watchProviders(deps: WatchDeps): Promise<void> {
  for (const provider of deps.providers) await watch(deps, provider);
}

async function watch(deps: WatchDeps, provider: EsimProvider): Promise<void> {
  const now = deps.now();
  const balance = await provider.readBalance();
  const status = await deps.statuses.read(provider.id);
  const suspended = status?.sellable === false;
  if (balance.ok && balance.value.minor <= 0 && !suspended) {
    deps.log.error('A wallet is empty', { provider: provider.id });
    return deps.statuses.suspend(provider.id, 'wallet', now);
  }
  if (!suspended) return;
  const silent = !balance.ok && balance.error.kind === 'rejected' && balance.error.reason === 'not_supported';
  const waited = now.getTime() - status.checkedAt.getTime() >= TIMING.sellAgain;
  const funded = balance.ok && balance.value.minor > 0;
  if ((funded && (status.reason === 'wallet' || waited)) || (silent && waited)) {
    deps.log.info('A wholesaler is on sale again', { provider: provider.id });
    await deps.statuses.resume(provider.id, now);
  }
}
