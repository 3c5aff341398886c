import { TIMING } from '#lib/config/timing';
import type { PoolStore } from '#lib/db/pool-store';
import type { Log } from '#lib/observability/log';
import { classifyItem, toItemUse, WINDOWS } from '#lib/orders/pool';
import type { EsimProvider, StockItem } from '#lib/providers/port';

export type PollDeps = {
  pool: Pick<PoolStore, 'leasePoll' | 'endPoll' | 'takeIn'>;
  now: () => Date;
  log: Log;
};

/**
 * `polled`: the pool holds what the account listed, asked for at `asOf`; what it lacks may have appeared since. `busy`:
 * another process is at it.
 */
export type Poll = { kind: 'polled'; asOf: Date } | { kind: 'busy' } | { kind: 'unavailable' };
export type PollStock = (provider: Pick<EsimProvider, 'id' | 'listStock'>) => Promise<Poll>;

/**
 * Takes an account's eSIMs into the pool: one list at a time over all processes, for the list may be long, and one that
 * is younger than `youngMs` serves all who wait. A failure is shared too, so that an outage is not asked about once
 * per line.
 */
export function createStockPoll(deps: PollDeps, youngMs: number): PollStock {
  const latest = new Map<string, { asOf: Date; poll: Promise<Poll> }>();
  return (provider) => {
    const asOf = deps.now();
    const known = latest.get(provider.id);
    if (known && asOf.getTime() - known.asOf.getTime() < youngMs) return known.poll;
    const poll = pollOnce(deps, provider, { asOf, youngMs });
    latest.set(provider.id, { asOf, poll });
    return poll;
  };
}

async function pollOnce(
  deps: PollDeps,
  provider: Pick<EsimProvider, 'id' | 'listStock'>,
  { asOf, youngMs }: { asOf: Date; youngMs: number },
): Promise<Poll> {
  const lease = await deps.pool.leasePoll(provider.id, { asOf, youngMs, leaseMs: TIMING.pool.pollLease });
  if (lease.kind === 'young') return { kind: 'polled', asOf: lease.asOf };
  if (lease.kind === 'taken') return { kind: 'busy' };
  try {
    const listed = await provider.listStock();
    if (!listed.ok) return { kind: 'unavailable' };
    await takeIn(deps, provider.id, { listed: listed.value, asOf });
    return { kind: 'polled', asOf };
  } finally {
    await deps.pool.endPoll(provider.id, lease.leaseToken);
  }
}

async function takeIn(
  { pool, log }: PollDeps,
  provider: EsimProvider['id'],
  { listed, asOf }: { listed: readonly StockItem[]; asOf: Date },
): Promise<void> {
  const items = listed.map((item) => ({ ...item, use: toItemUse(item.state) }));
  const { quarantined } = await pool.takeIn({
    provider,
    items,
    asOf,
    windows: WINDOWS,
    classify: classifyItem,
  });
  if (quarantined > 0)
    log.warn('eSIMs were set aside that this shop may not sell', { provider, count: quarantined });
}
