import { type Profile, type ProfileState, parseIccid } from '#lib/domain/esim';
import type { WholesaleAmount } from '#lib/domain/money';
import type { Offer, ProviderId } from '#lib/domain/plan';
import { err, ok, type Result } from '#lib/domain/result';
import type { UsageReading } from '#lib/domain/usage';
import type {
  Destination,
  EsimProvider,
  OfferPage,
  ProviderCapabilities,
  ProviderError,
  PurchaseAccepted,
  PurchaseRequest,
  PurchaseStatus,
  ReadError,
  RefundStatus,
  RejectReason,
  StockItem,
} from '#lib/providers/port';

/** What the wholesaler does from now on; tests change it between steps. */
export type MemoryBehaviour = {
  /** Every read fails like this. */
  reads: ReadError | undefined;
  /** How many offers a page lists, and after how many the listing fails. */
  offersAPage: number;
  listableOffers: number;
  /** The next purchases answer like this; `executed` says whether they are made all the same. */
  purchase: { error: ProviderError; executed: boolean } | undefined;
  /** What has become of purchases when one looks. */
  outcome: 'ready' | 'pending' | { failed: RejectReason };
  profileState: ProfileState;
  usage: Omit<UsageReading, 'checkedAt'>;
  refund: RefundStatus;
  balance: WholesaleAmount;
  destinations: readonly Destination[];
  /** When its books say that purchases were made. */
  bookedAt: Date;
};

type Bought = { request: PurchaseRequest; reference: string; profile: Profile; refunded: boolean };

export type MemoryProvider = EsimProvider & {
  behaviour: MemoryBehaviour;
  /** Everything that was really bought, oldest first. */
  purchases: () => readonly PurchaseRequest[];
  /** Puts the catalogue to these offers. */
  offer: (offers: readonly Offer[]) => void;
};

type MemoryProviderOptions = {
  id?: ProviderId;
  capabilities?: Partial<ProviderCapabilities>;
  offers?: readonly Offer[];
};

const NOT_SUPPORTED = { kind: 'rejected', reason: 'not_supported' } as const;
const GONE = { kind: 'rejected', reason: 'offer_unavailable' } as const;

/** A wholesaler without a network, for tests of use cases: it keeps the promises of `contract.ts`. */
export function createMemoryProvider(options: MemoryProviderOptions = {}): MemoryProvider {
  const id = options.id ?? 'zendit';
  const capabilities: ProviderCapabilities = {
    topUp: false,
    refund: true,
    webhook: false,
    idempotentOrder: id === 'zendit',
    installState: true,
    regionCoverage: true,
    ...options.capabilities,
  };
  const state: State = {
    capabilities,
    behaviour: createBehaviour(),
    bought: [],
    offers: options.offers ?? [],
  };
  const { behaviour } = state;
  const read: Read = (answer) => Promise.resolve(behaviour.reads ? err(behaviour.reads) : answer());

  return {
    id,
    capabilities,
    behaviour,
    purchases: () => state.bought.map(({ request }) => request),
    offer: (offers) => {
      state.offers = offers;
    },
    listOffers: (from) => listOffers(state, Number(from ?? 0)),
    getOffer: (offerId) =>
      read(() => {
        const offer = state.offers.find((candidate) => candidate.offerId === offerId);
        return offer ? ok(offer) : err(GONE);
      }),
    purchase: (request) => Promise.resolve(purchase(state, request)),
    findPurchase: (sought) => read<PurchaseStatus>(() => ok(findPurchase(state, sought))),
    listStock: () =>
      read(() => {
        if (capabilities.idempotentOrder) return err(NOT_SUPPORTED);
        return ok(behaviour.outcome === 'ready' ? state.bought.map(toStockItem) : []);
      }),
    readProfile: ({ esimRef }) =>
      read(() => {
        const found = state.bought.find(({ profile }) => profile.esimRef === esimRef);
        return ok(behaviour.outcome === 'ready' ? found?.profile : undefined);
      }),
    readProfileState: () => read(() => ok(behaviour.profileState)),
    readUsage: (_, now) => read(() => ok({ ...behaviour.usage, checkedAt: now })),
    readDestinations: () => read(() => ok(behaviour.destinations)),
    readBooks: (since) =>
      read(() =>
        ok(
          behaviour.bookedAt < since
            ? []
            : state.bought.map(({ request, reference }) => ({
                ref: capabilities.idempotentOrder ? request.key : reference,
                bookedAt: behaviour.bookedAt,
              })),
        ),
      ),
    readBalance: () => read(() => ok(behaviour.balance)),
    ...createRefunds(state, read),
  };
}

type State = {
  capabilities: ProviderCapabilities;
  behaviour: MemoryBehaviour;
  bought: Bought[];
  offers: readonly Offer[];
};
type Read = <T>(answer: () => Result<T, ReadError>) => Promise<Result<T, ReadError>>;

async function* listOffers(
  { offers, behaviour }: State,
  from: number,
): AsyncGenerator<Result<OfferPage, ReadError>> {
  const { reads, offersAPage, listableOffers } = behaviour;
  for (let start = from; start <= from || start < offers.length; start += offersAPage) {
    if (reads || start >= listableOffers) return yield err(reads ?? { kind: 'unavailable' });
    const end = start + offersAPage;
    yield ok({ offers: offers.slice(start, end), ...(end < offers.length && { next: String(end) }) });
  }
}

function purchase(state: State, request: PurchaseRequest): Result<PurchaseAccepted, ProviderError> {
  const scripted = state.behaviour.purchase;
  const exists = state.offers.some(({ offerId }) => offerId === request.offerId);
  if (scripted?.executed && exists) buy(state, request);
  if (scripted) return err(scripted.error);
  if (!exists) return err(GONE);
  const { reference } = buy(state, request);
  return ok(state.capabilities.idempotentOrder ? {} : { reference });
}

function buy({ bought, capabilities }: State, request: PurchaseRequest): Bought {
  const known = bought.find((earlier) => earlier.request.key === request.key);
  if (known && capabilities.idempotentOrder) return known;
  const made = toBought(request, bought.length + 1);
  bought.push(made);
  return made;
}

function findPurchase(state: State, { key, reference }: { key: string; reference?: string }): PurchaseStatus {
  const { capabilities, behaviour, bought } = state;
  const { idempotentOrder } = capabilities;
  const found = bought.find((made) =>
    idempotentOrder ? made.request.key === key : made.reference === reference,
  );
  if (!found) return { kind: 'not_found' };
  if (typeof behaviour.outcome === 'object') return { kind: 'failed', reason: behaviour.outcome.failed };
  if (behaviour.outcome === 'pending' || !idempotentOrder) return { kind: 'pending' };
  return { kind: 'ready', profile: found.profile };
}

function createRefunds(
  { capabilities, behaviour, bought }: State,
  read: Read,
): Pick<EsimProvider, 'refund' | 'refundStatus'> {
  const find = (key: string) => bought.find(({ request }) => request.key === key);
  return {
    refund: ({ key }) => {
      if (!capabilities.refund) return Promise.resolve(err(NOT_SUPPORTED));
      const found = find(key);
      if (!found) return Promise.resolve(err({ kind: 'rejected', reason: 'invalid' }));
      found.refunded = true;
      return Promise.resolve(ok(behaviour.refund));
    },
    refundStatus: ({ key }) =>
      read<RefundStatus>(() => {
        if (!capabilities.refund) return err(NOT_SUPPORTED);
        return ok(find(key)?.refunded ? behaviour.refund : { kind: 'none' });
      }),
  };
}

function createBehaviour(): MemoryBehaviour {
  return {
    reads: undefined,
    offersAPage: Number.POSITIVE_INFINITY,
    listableOffers: Number.POSITIVE_INFINITY,
    purchase: undefined,
    outcome: 'ready',
    profileState: 'ready_to_install',
    usage: { state: 'not_started' },
    refund: { kind: 'pending' },
    balance: { minor: 1_000_000, currency: 'USD', exponent: 2 },
    destinations: [],
    bookedAt: new Date('2026-11-22T12:00:00Z'),
  };
}

function toBought(request: PurchaseRequest, number: number): Bought {
  const iccid = parseIccid(`8910390000${String(number).padStart(9, '0')}`);
  if (!iccid) throw new Error('Too many purchases in one test');
  const activationCode = {
    smdpAddress: 'rsp.memory.example',
    matchingId: `MATCH-${number}`,
    confirmationRequired: false,
  };
  const refs = { esimRef: `esim-${number}`, subscriptionRef: `subscription-${number}` };
  const profile: Profile = { iccid, activationCode, state: 'ready_to_install', ...refs };
  return { request, reference: `order-${number}`, profile, refunded: false };
}

function toStockItem({ request, profile }: Bought): StockItem {
  const { subscriptionRef, esimRef } = profile;
  return { subscriptionRef, esimRef, offerId: request.offerId, state: 'not_started' };
}
