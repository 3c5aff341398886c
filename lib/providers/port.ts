import type { Profile, ProfileState } from '#lib/domain/esim';
import type { WholesaleAmount } from '#lib/domain/money';
import type { Offer, ProviderId } from '#lib/domain/plan';
import type { Result } from '#lib/domain/result';
import type { PlanState, UsageReading } from '#lib/domain/usage';
import type { BreakerState } from '#lib/http/breaker';

/** Why a wholesaler refused for good. `wallet`: our prepaid balance is too small; `access`: our key or address is refused. */
export type RejectReason = 'wallet' | 'offer_unavailable' | 'access' | 'invalid' | 'not_supported';

/**
 * Each kind tells the caller how to go on; status codes stay in the log.
 * `rejected`: a final no. `unavailable`: nothing happened there, so the call may be repeated. `unknown_outcome`: the
 * answer got lost, so only a look-up may follow (purchases and refunds alone).
 */
export type ProviderError =
  | { kind: 'rejected'; reason: RejectReason }
  | { kind: 'unavailable'; retryAfterMs?: number }
  | { kind: 'unknown_outcome' };

/** Errors of calls that change nothing. */
export type ReadError = Exclude<ProviderError, { kind: 'unknown_outcome' }>;

export type PurchaseRequest = {
  /** Our own key, stable per order: `[A-Za-z0-9-]`, at most 64 characters. */
  key: string;
  offerId: string;
  /** The currency the wholesaler is asked to charge us in. */
  currency: string;
  /** Adds the plan to an eSIM that exists (capability `topUp`). */
  iccid?: string;
};

/** `accepted.reference`: the wholesaler's own id of the purchase where it has one. Ready eSIMs come by `findPurchase`. */
export type PurchaseAccepted = { reference?: string };

export type PurchaseStatus =
  | { kind: 'pending' }
  | { kind: 'ready'; profile: Profile }
  | { kind: 'failed'; reason: RejectReason }
  | { kind: 'not_found' };

/** One plan-on-an-eSIM of our account at a wholesaler whose orders do not name the eSIM they made. */
export type StockItem = {
  subscriptionRef: string;
  esimRef: string;
  offerId: string;
  state: PlanState;
  /** The order that made it, by the reference that `purchase` answered; absent where the wholesaler does not tell. */
  orderRef?: string;
};

/** One purchase as it stands in the wholesaler's own books; those that failed are not in it. */
export type BookedPurchase = {
  /** Our key (`idempotentOrder`), or the reference that `purchase` answered. */
  ref: string;
  bookedAt: Date;
};

export type RefundStatus = { kind: 'none' } | { kind: 'pending' } | { kind: 'done' } | { kind: 'refused' };

export type Destination = { code: string; name: string };

/**
 * `next`: where to go on after this page, in words of the adapter ("2048"); what follows may be empty. Absent on the
 * last page. A page that is listed from there within the hour is the one that would have followed.
 */
export type OfferPage = { offers: readonly Offer[]; next?: string };

/** How to find an eSIM again: everything the shop stored when it was delivered. */
export type EsimReference = { iccid: string; esimRef: string; subscriptionRef: string; offerId: string };

export type ProviderCapabilities = {
  topUp: boolean;
  refund: boolean;
  webhook: boolean;
  /** The wholesaler accepts our own key, so an order can be looked up and repeated safely. */
  idempotentOrder: boolean;
  installState: boolean;
  regionCoverage: boolean;
  /** How often the partner says its usage figures move; absent = not stated. */
  usageEveryMinutes?: number;
};

/** A wholesaler. Every adapter passes `contract.ts`. No method throws for anything a wholesaler may send. */
export type EsimProvider = {
  id: ProviderId;
  capabilities: ProviderCapabilities;
  /** Every offer that may be sold, page by page; ends after the first failed page. `from` = the `next` of an earlier page. */
  listOffers: (from?: string) => AsyncIterable<Result<OfferPage, ReadError>>;
  /** Errors: rejected(offer_unavailable) when withdrawn or unknown. */
  getOffer: (offerId: string) => Promise<Result<Offer, ReadError>>;
  /** Buys once and never retries by itself. */
  purchase: (request: PurchaseRequest) => Promise<Result<PurchaseAccepted, ProviderError>>;
  /** Looks a purchase up by our key (`idempotentOrder`) or by the reference it answered with. */
  findPurchase: (purchase: { key: string; reference?: string }) => Promise<Result<PurchaseStatus, ReadError>>;
  /** All plans-on-eSIMs of the account; only where `idempotentOrder` is false, else rejected(not_supported). */
  listStock: () => Promise<Result<readonly StockItem[], ReadError>>;
  /** `ready` only when it can be installed: address and matching ID are there. `undefined` = not yet. */
  readProfile: (ref: {
    subscriptionRef: string;
    esimRef: string;
  }) => Promise<Result<Profile | undefined, ReadError>>;
  readProfileState: (ref: EsimReference) => Promise<Result<ProfileState, ReadError>>;
  readUsage: (ref: EsimReference, now: Date) => Promise<Result<UsageReading, ReadError>>;
  refund: (purchase: { key: string }) => Promise<Result<RefundStatus, ProviderError>>;
  refundStatus: (purchase: { key: string }) => Promise<Result<RefundStatus, ReadError>>;
  /**
   * The account's books since an instant, whoever bought: to compare with ours. What was bought twice is in them twice.
   * Errors: rejected(access) where our role may not read them.
   */
  readBooks: (since: Date) => Promise<Result<readonly BookedPurchase[], ReadError>>;
  readDestinations: () => Promise<Result<readonly Destination[], ReadError>>;
  /** Prepaid balance; rejected(not_supported) where the wholesaler does not tell. */
  readBalance: () => Promise<Result<WholesaleAmount, ReadError>>;
  /** Whether this process calls the wholesaler at all; absent = it always does. */
  breakerState?: () => BreakerState;
};
