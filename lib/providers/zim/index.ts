import 'server-only';
import { err, type Result } from '#lib/domain/result';
import type { BreakerState } from '#lib/http/breaker';
import type { EsimProvider, ReadError } from '#lib/providers/port';
import { listOffers, readDestinations } from '#lib/providers/zim/catalogue';
import { createZimClient, segment, type ZimClientOptions } from '#lib/providers/zim/client';
import {
  listEsims,
  listStock,
  readProfile,
  readProfileState,
  readUsage,
  type ZimEsimState,
} from '#lib/providers/zim/esims';
import { fetchRead } from '#lib/providers/zim/fetch-read';
import { createZimOfferFinder } from '#lib/providers/zim/find-offer';
import { findPurchase, purchase, readBooks } from '#lib/providers/zim/purchase';
import { oneOf, type ZimScopes, zimScopesWire } from '#lib/providers/zim/wire';

export type ZimProviderOptions = ZimClientOptions & {
  /** Orders on behalf of this account; absent = the account of the credentials. */
  accountId?: string | undefined;
  /** The body of `POST /plans/search`, as the account manager communicates it; `{}` otherwise. */
  plansSearchBody: unknown;
};

/** Operations of ZIM that no use case of the shop needs but an operator's check does. */
export type ZimProvider = EsimProvider & {
  /** `GET /esims`: every eSIM of the account, with the state of its profile. */
  listEsims: () => Promise<Result<readonly ZimEsimState[], ReadError>>;
  /** `GET /destinations/{iso3}`: which kinds of plan ZIM sells for a destination. */
  readScopes: (iso3: string) => Promise<Result<ZimScopes, ReadError>>;
  breakerState: () => BreakerState;
};

/** ZIM Connections behind the provider port. What is relied on and why: docs/providers/zim.md. */
export function createZimProvider(options: ZimProviderOptions): ZimProvider {
  const { accountId, plansSearchBody, log, now } = options;
  const client = createZimClient(options);
  const catalogue = { client, plansSearchBody, log };
  const desk = { client, accountId, log };
  const notSupported = () => Promise.resolve(err({ kind: 'rejected', reason: 'not_supported' } as const));

  return {
    id: 'zim',
    capabilities: {
      topUp: false,
      refund: false,
      webhook: false,
      idempotentOrder: false,
      installState: true,
      regionCoverage: false,
      usageEveryMinutes: 60,
    },
    listOffers: (from) => listOffers(catalogue, from),
    getOffer: createZimOfferFinder(catalogue, now),
    purchase: (request) => purchase(desk, request),
    findPurchase: ({ reference }) => findPurchase(desk, reference),
    listStock: () => listStock(desk),
    readProfile: (ref) => readProfile(desk, ref),
    readProfileState: ({ esimRef }) => readProfileState(client, esimRef),
    readUsage: (ref, at) => readUsage(client, ref, at),
    refund: notSupported,
    refundStatus: notSupported,
    readDestinations: () => readDestinations(client),
    readBalance: notSupported,
    readBooks: (since) => readBooks(desk, since),
    listEsims: () => listEsims(desk),
    readScopes: (iso3) =>
      fetchRead(client, {
        method: 'GET',
        path: `/destinations/${segment(iso3)}`,
        effect: 'reads',
        schema: oneOf(zimScopesWire).transform(({ scopes }) => scopes),
      }),
    breakerState: client.breakerState,
  };
}
