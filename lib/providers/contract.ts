import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Profile } from '#lib/domain/esim';
import { toLpa } from '#lib/domain/esim';
import type { Offer } from '#lib/domain/plan';
import type { EsimProvider, OfferPage, PurchaseRequest } from '#lib/providers/port';

/** What can go wrong between us and a wholesaler; each has one row of the error union as its answer. */
export type ContractFault =
  | 'access_refused'
  | 'wallet_empty'
  | 'unreachable'
  /** 429 with `Retry-After: 7`. */
  | 'busy'
  /** 500 without acting. */
  | 'failing'
  /** Acts, then the connection breaks. */
  | 'answer_lost'
  /** Acts, then answers 200 with HTML. */
  | 'answer_garbled';

export type ContractSubject = {
  provider: EsimProvider;
  /** An offer that is for sale, and a currency it may be bought in. */
  offerId: string;
  currency: string;
  suffer: (fault: ContractFault) => Promise<void>;
  /** Lets as much of the wholesaler's time pass as an eSIM needs to appear. */
  deliver: () => Promise<void>;
  /** How many purchases the wholesaler really made. */
  countPurchases: () => Promise<number>;
  close: () => Promise<void>;
};

/** The promises of `EsimProvider`, the same for every wholesaler. */
export function describeEsimProvider(name: string, make: () => Promise<ContractSubject>): void {
  describe(`${name} as an EsimProvider`, () => {
    let subject: ContractSubject;
    beforeEach(async () => {
      subject = await make();
    });
    afterEach(() => subject.close());

    describeCatalogue(() => subject);
    describePurchases(() => subject);
    describeRefusals(() => subject);
    describeDoubt(() => subject);
    describeCapabilities(() => subject);
  });
}

type Current = () => ContractSubject;

const toRequest = ({ offerId, currency }: ContractSubject): PurchaseRequest => ({
  key: 'o-01K9ZCONTRACT-1',
  offerId,
  currency,
});

async function listPages(provider: EsimProvider, from?: string): Promise<readonly OfferPage[]> {
  const pages: OfferPage[] = [];
  for await (const page of provider.listOffers(from)) {
    expect(page.ok).toBe(true);
    if (page.ok) pages.push(page.value);
  }
  return pages;
}

const toOffers = (pages: readonly OfferPage[]): readonly Offer[] => pages.flatMap(({ offers }) => offers);
const listAll = async (provider: EsimProvider) => toOffers(await listPages(provider));

/** The eSIM of the only purchase, by the way that this wholesaler offers. */
async function findProfile(subject: ContractSubject, reference?: string): Promise<Profile | undefined> {
  const { provider } = subject;
  if (provider.capabilities.idempotentOrder) {
    const key = toRequest(subject).key;
    const found = await provider.findPurchase({ key, ...(reference !== undefined && { reference }) });
    return found.ok && found.value.kind === 'ready' ? found.value.profile : undefined;
  }
  const stock = await provider.listStock();
  const item = stock.ok ? stock.value.find(({ offerId }) => offerId === subject.offerId) : undefined;
  const profile = item && (await provider.readProfile(item));
  return profile?.ok ? profile.value : undefined;
}

function describeCatalogue(current: Current): void {
  it('lists every offer once, with a cost in whole smallest units above zero', async () => {
    const offers = await listAll(current().provider);
    expect(offers.map(({ offerId }) => offerId)).toContain(current().offerId);
    expect(new Set(offers.map(({ offerId }) => offerId)).size).toBe(offers.length);
    for (const { costs, validityDays } of offers) {
      expect(costs.length).toBeGreaterThan(0);
      expect(costs.every(({ minor }) => Number.isSafeInteger(minor) && minor > 0)).toBe(true);
      expect(validityDays).toBeGreaterThan(0);
    }
  });

  it('goes on from a page with exactly the rest', async () => {
    const { provider } = current();
    const pages = await listPages(provider);
    const open = pages.flatMap(({ next }, index) => (next === undefined ? [] : [{ next, index }]));
    for (const { next, index } of [...open.slice(0, 1), ...open.slice(-1)])
      expect(toOffers(await listPages(provider, next))).toEqual(toOffers(pages.slice(index + 1)));
  });

  it('reads one offer exactly as it lists it', async () => {
    const { provider, offerId } = current();
    const listed = (await listAll(provider)).find((offer) => offer.offerId === offerId);
    expect(await provider.getOffer(offerId)).toEqual({ ok: true, value: listed });
  });

  it('answers that an unknown offer is unavailable', async () => {
    expect(await current().provider.getOffer('no-such-offer')).toEqual({
      ok: false,
      error: { kind: 'rejected', reason: 'offer_unavailable' },
    });
  });
}

function describePurchases(current: Current): void {
  it('buys one eSIM that can be installed and read', async () => {
    const subject = current();
    const { provider, offerId } = subject;
    const bought = await provider.purchase(toRequest(subject));
    expect(bought.ok).toBe(true);
    await subject.deliver();
    const profile = await findProfile(subject, bought.ok ? bought.value.reference : undefined);
    if (!profile) throw new Error('No eSIM was delivered');
    expect(await subject.countPurchases()).toBe(1);
    expect(profile.iccid).toMatch(/^\d{18,22}$/);
    expect(toLpa(profile.activationCode)).toMatch(/^LPA:1\$[^$]+\$[^$]+$/);

    const ref = { ...profile, offerId };
    expect(await provider.readProfileState(ref)).toMatchObject({ ok: true, value: 'ready_to_install' });
    expect(await provider.readProfile(profile)).toEqual({ ok: true, value: profile });
    const now = new Date('2026-11-22T12:00:00Z');
    const usage = await provider.readUsage(ref, now);
    expect(usage).toMatchObject({ ok: true, value: { state: 'not_started', checkedAt: now } });
  });

  it('has in its books what was bought, under the name by which we know it', async () => {
    const subject = current();
    const { provider } = subject;
    const bought = await provider.purchase(toRequest(subject));
    const { key } = toRequest(subject);
    const ref = provider.capabilities.idempotentOrder ? key : bought.ok && bought.value.reference;
    const books = await provider.readBooks(new Date(0));
    expect(books).toEqual({ ok: true, value: [{ ref, bookedAt: expect.any(Date) }] });
    const [booked] = books.ok ? books.value : [];
    const later = new Date((booked?.bookedAt.getTime() ?? Number.NaN) + 1_000);
    expect(await provider.readBooks(later)).toEqual({ ok: true, value: [] });
  });

  it('has nothing ready before the wholesaler has delivered', async () => {
    const subject = current();
    await subject.provider.purchase(toRequest(subject));
    if (subject.provider.capabilities.idempotentOrder)
      expect(await subject.provider.findPurchase(toRequest(subject))).toEqual({
        ok: true,
        value: { kind: 'pending' },
      });
    else expect(await findProfile(subject)).toBeUndefined();
  });

  it('says that it knows nothing of a purchase that was never made', async () => {
    const found = await current().provider.findPurchase({ key: 'o-never', reference: 'order-never' });
    expect(found).toEqual({ ok: true, value: { kind: 'not_found' } });
  });
}

function describeRefusals(current: Current): void {
  it('rejects the purchase of an unknown offer and buys nothing', async () => {
    const subject = current();
    const bought = await subject.provider.purchase({ ...toRequest(subject), offerId: 'no-such-offer' });
    expect(bought).toEqual({ ok: false, error: { kind: 'rejected', reason: 'offer_unavailable' } });
    expect(await subject.countPurchases()).toBe(0);
  });

  it('tells an empty wallet from any other refusal, at once or when looked up', async () => {
    const subject = current();
    await subject.suffer('wallet_empty');
    const bought = await subject.provider.purchase(toRequest(subject));
    if (!bought.ok) {
      expect(bought.error).toEqual({ kind: 'rejected', reason: 'wallet' });
      return;
    }
    await subject.deliver();
    const found = await subject.provider.findPurchase({ ...toRequest(subject), ...bought.value });
    expect(found).toEqual({ ok: true, value: { kind: 'failed', reason: 'wallet' } });
  });

  it('rejects everything with "access" when its key is refused', async () => {
    const subject = current();
    await subject.suffer('access_refused');
    const refused = { ok: false, error: { kind: 'rejected', reason: 'access' } };
    expect(await subject.provider.purchase(toRequest(subject))).toEqual(refused);
    expect(await subject.provider.getOffer(subject.offerId)).toEqual(refused);
    expect(await subject.countPurchases()).toBe(0);
  });

  it('is unavailable, with nothing done, when nobody can be reached', async () => {
    const subject = current();
    await subject.suffer('unreachable');
    const refused = { ok: false, error: { kind: 'unavailable' } };
    expect(await subject.provider.purchase(toRequest(subject))).toEqual(refused);
    expect(await subject.provider.getOffer(subject.offerId)).toEqual(refused);
    expect(await subject.countPurchases()).toBe(0);
  });

  it('is unavailable for as long as a busy wholesaler asks, and leaves it alone meanwhile', async () => {
    const subject = current();
    await subject.suffer('busy');
    const bought = await subject.provider.purchase(toRequest(subject));
    expect(bought).toEqual({ ok: false, error: { kind: 'unavailable', retryAfterMs: 7000 } });
    const read = await subject.provider.getOffer(subject.offerId);
    expect(read).toMatchObject({ ok: false, error: { kind: 'unavailable' } });
    expect(await subject.countPurchases()).toBe(0);
  });
}

function describeDoubt(current: Current): void {
  const inDoubt = { ok: false, error: { kind: 'unknown_outcome' } };

  it('does not know the outcome of a purchase that failed on the other side, and of no read', async () => {
    const subject = current();
    await subject.suffer('failing');
    expect(await subject.provider.purchase(toRequest(subject))).toEqual(inDoubt);
    expect(await subject.provider.getOffer(subject.offerId)).toEqual({
      ok: false,
      error: { kind: 'unavailable' },
    });
  });

  it.each(['answer_lost', 'answer_garbled'] as const)(
    'does not buy again by itself after %s, and the eSIM is found by looking',
    async (fault) => {
      const subject = current();
      await subject.suffer(fault);
      expect(await subject.provider.purchase(toRequest(subject))).toEqual(inDoubt);
      expect(await subject.countPurchases()).toBe(1);
      await subject.deliver();
      expect(await findProfile(subject)).toBeDefined();
    },
  );
}

function describeCapabilities(current: Current): void {
  const notSupported = { ok: false, error: { kind: 'rejected', reason: 'not_supported' } };

  it('offers either a look-up by our key or a list of stock', async () => {
    const { provider } = current();
    const stock = await provider.listStock();
    if (provider.capabilities.idempotentOrder) expect(stock).toEqual(notSupported);
    else expect(stock).toEqual({ ok: true, value: [] });
  });

  it('refunds a delivered purchase where it says it can, and refuses plainly where it cannot', async () => {
    const subject = current();
    const { provider } = subject;
    const { key } = toRequest(subject);
    if (!provider.capabilities.refund) {
      expect(await provider.refund({ key })).toEqual(notSupported);
      expect(await provider.refundStatus({ key })).toEqual(notSupported);
      return;
    }
    await provider.purchase(toRequest(subject));
    await subject.deliver();
    expect(await provider.refundStatus({ key })).toEqual({ ok: true, value: { kind: 'none' } });
    expect(await provider.refund({ key })).toEqual({ ok: true, value: { kind: 'pending' } });
    expect(await provider.refundStatus({ key })).toEqual({ ok: true, value: { kind: 'pending' } });
  });
}
