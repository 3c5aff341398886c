import 'server-only';
import type { WholesaleAmount } from '#lib/domain/money';
import { err, ok, type Result } from '#lib/domain/result';
import type { BreakerState } from '#lib/http/breaker';
import type { JsonClient } from '#lib/http/json-client';
import type { EsimProvider, OfferPage, ReadError } from '#lib/providers/port';
import { toReadResult } from '#lib/providers/read-result';
import { createActivationSettler, type ReadQrText } from '#lib/providers/zendit/activation';
import {
  createZenditClient,
  fetchRead,
  segment,
  type ZenditClientOptions,
} from '#lib/providers/zendit/client';
import {
  type ListedPurchase,
  listPurchases,
  type PurchaseFilter,
} from '#lib/providers/zendit/list-purchases';
import { toProfileState, toUsage } from '#lib/providers/zendit/map-usage';
import { getOffer, listOffers, type OfferFilter } from '#lib/providers/zendit/offers';
import { findPurchase, purchase } from '#lib/providers/zendit/purchase';
import { readBooks } from '#lib/providers/zendit/read-books';
import { readQrImage } from '#lib/providers/zendit/read-qr-image';
import { refund, refundStatus } from '#lib/providers/zendit/refund';
import { toExponent, zenditBalanceWire, zenditPlansWire } from '#lib/providers/zendit/wire';

/** Operations of Zendit that no use case of the shop needs but reconciliation does. */
export type ZenditProvider = EsimProvider & {
  listOffers: (from?: string, filter?: OfferFilter) => AsyncIterable<Result<OfferPage, ReadError>>;
  listPurchases: (filter?: PurchaseFilter) => AsyncIterable<Result<readonly ListedPurchase[], ReadError>>;
  breakerState: () => BreakerState;
};

/** Zendit behind the provider port. What is relied on and why: docs/providers/zendit.md. */
export function createZenditProvider(options: ZenditClientOptions): ZenditProvider {
  const { log } = options;
  const client = createZenditClient(options);
  const settleActivation = createActivationSettler((key) => fetchQrText(client, key), log);
  const desk = { client, settleActivation, log };
  const notSupported = () => Promise.resolve(err({ kind: 'rejected', reason: 'not_supported' } as const));

  return {
    id: 'zendit',
    capabilities: {
      topUp: true,
      refund: true,
      webhook: true,
      idempotentOrder: true,
      installState: true,
      regionCoverage: true,
    },
    listOffers: (from, filter: OfferFilter = {}) => listOffers(desk, filter, from),
    getOffer: (offerId) => getOffer(desk, offerId),
    purchase: (request) => purchase(desk, request),
    findPurchase: ({ key }) => findPurchase(desk, key),
    listStock: notSupported,
    readProfile: async ({ subscriptionRef }) => {
      const found = await findPurchase(desk, subscriptionRef);
      if (!found.ok) return found;
      return ok(found.value.kind === 'ready' ? found.value.profile : undefined);
    },
    readProfileState: async ({ iccid }) => {
      const plans = await fetchPlans(client, iccid);
      return plans.ok ? ok(toProfileState(plans.value)) : plans;
    },
    readUsage: async ({ iccid, offerId }, now) => {
      const plans = await fetchPlans(client, iccid);
      return plans.ok ? ok(toUsage(plans.value, offerId, now)) : plans;
    },
    refund: ({ key }) => refund(client, key),
    refundStatus: ({ key }) => refundStatus(client, key),
    readDestinations: notSupported,
    readBalance: () => readBalance(client),
    readBooks: (since) => readBooks(desk, since),
    listPurchases: (filter: PurchaseFilter = {}) => listPurchases(desk, filter),
    breakerState: client.breakerState,
  };
}

function fetchPlans(client: JsonClient, iccid: string) {
  return fetchRead(client, {
    path: `/esim/${segment(iccid)}/plans`,
    logPath: '/esim/{iccId}/plans',
    schema: zenditPlansWire,
  });
}

async function fetchQrText(client: JsonClient, key: string): ReturnType<ReadQrText> {
  const path = `/esim/purchases/${segment(key)}/qrcode`;
  const outcome = await client.fetchBytes({ path, accept: 'image/png' });
  const bytes = toReadResult(outcome);
  if (bytes.ok) return ok(readQrImage(bytes.value));
  // Refused is final, so there will be no image; unavailable may be over at the next poll.
  return bytes.error.kind === 'rejected' ? ok(undefined) : bytes;
}

async function readBalance(client: JsonClient): Promise<Result<WholesaleAmount, ReadError>> {
  const read = await fetchRead(client, { path: '/balance', schema: zenditBalanceWire });
  if (!read.ok) return read;
  const { availableBalance: minor, currency, currencyDivisor } = read.value;
  const exponent = toExponent(currencyDivisor);
  return exponent === undefined ? err({ kind: 'unavailable' }) : ok({ minor, currency, exponent });
}
