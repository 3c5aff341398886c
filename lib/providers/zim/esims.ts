import type { ProfileState } from '#lib/domain/esim';
import { err, ok, type Result } from '#lib/domain/result';
import type { Log } from '#lib/observability/log';
import { type Mapped, mapEach } from '#lib/providers/map-each';
import type { EsimProvider, EsimReference, ReadError, StockItem } from '#lib/providers/port';
import { isNotFound } from '#lib/providers/read-result';
import { segment, type ZimClient } from '#lib/providers/zim/client';
import { fetchRead, toZimResult } from '#lib/providers/zim/fetch-read';
import { toEsimState, toProfile, toProfileState, toStockItem, toUsage } from '#lib/providers/zim/map-esim';
import {
  oneOf,
  type ZimEsimWire,
  zimEsimWire,
  zimListWire,
  zimSubscriptionWire,
  zimUsageWire,
} from '#lib/providers/zim/wire';

type Desk = { client: ZimClient; log: Log };
export type ZimEsimState = { esimRef: string; state: ProfileState };

/** The path has a slash at its end in ZIM's document. */
export function listStock(desk: Desk): Promise<Result<readonly StockItem[], ReadError>> {
  return listAll(desk, '/subscriptions/', toStockItem);
}

export function listEsims(desk: Desk): Promise<Result<readonly ZimEsimState[], ReadError>> {
  return listAll(desk, '/esims', toEsimState);
}

async function listAll<T>({ client, log }: Desk, path: string, map: (item: unknown) => Mapped<T>) {
  const list = await fetchRead(client, {
    method: 'GET',
    path,
    effect: 'reads',
    size: 'list',
    schema: zimListWire,
  });
  if (!list.ok) return list;
  return ok(mapEach({ items: list.value, map, provider: 'zim', what: `items of ${path}`, log }));
}

export async function readProfile(
  { client, log }: Desk,
  { esimRef, subscriptionRef }: { esimRef: string; subscriptionRef: string },
): ReturnType<EsimProvider['readProfile']> {
  const esim = await fetchEsim(client, esimRef);
  if (!esim.ok) return esim;
  const found = toProfile(esim.value, subscriptionRef);
  if (found.kind === 'ready') return ok(found.profile);
  if (found.kind === 'not_yet') return ok(undefined);
  log.warn('eSIM cannot be read', { provider: 'zim', state: esim.value.status.slice(0, 40) });
  return err({ kind: 'unavailable' });
}

export async function readProfileState(
  client: ZimClient,
  esimRef: string,
): Promise<Result<ProfileState, ReadError>> {
  const esim = await fetchEsim(client, esimRef);
  return esim.ok ? ok(toProfileState(esim.value.status)) : esim;
}

function fetchEsim(client: ZimClient, esimRef: string): Promise<Result<ZimEsimWire, ReadError>> {
  return fetchRead(client, {
    method: 'GET',
    path: `/esims/${segment(esimRef)}`,
    effect: 'reads',
    schema: oneOf(zimEsimWire),
  });
}

/** A reading needs both parts; only a report that does not exist yet may be missing. */
export async function readUsage(
  client: ZimClient,
  { subscriptionRef }: EsimReference,
  now: Date,
): ReturnType<EsimProvider['readUsage']> {
  const path = `/subscriptions/${segment(subscriptionRef)}`;
  const [subscription, report] = await Promise.all([
    fetchRead(client, { method: 'GET', path, effect: 'reads', schema: oneOf(zimSubscriptionWire) }),
    client.send({
      method: 'GET',
      path: `${path}/activity/latest`,
      effect: 'reads',
      schema: oneOf(zimUsageWire),
    }),
  ]);
  if (!subscription.ok) return subscription;
  if (report.ok && isNotFound(report.value)) return ok(toUsage(subscription.value, undefined, now));
  const figures = toZimResult(report);
  return figures.ok ? ok(toUsage(subscription.value, figures.value, now)) : figures;
}
