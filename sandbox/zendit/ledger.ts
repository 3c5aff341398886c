import type { ZenditOffer } from '../catalogue/zendit-offer.ts';
import type { StandIn } from '../kernel/stand-in.ts';
import { advancePurchase, advanceRefund, isHeldUp, toDueMs } from './advance-purchase.ts';
import { toProfile, type ZenditProfile } from './profile.ts';
import {
  isFinal,
  isRefunded,
  moveTransaction,
  toWalletMinor,
  type ZenditPurchase,
  type ZenditTransaction,
} from './purchase.ts';
import type { ZenditSettings } from './settings.ts';

export type ZenditLedger = {
  purchases: () => readonly ZenditPurchase[];
  find: (transactionId: string) => ZenditPurchase | undefined;
  /** The delivered, not refunded purchases of one eSIM, in order. */
  ofEsim: (iccid: string) => readonly ZenditPurchase[];
  buy: (order: {
    transactionId: string;
    offer: ZenditOffer;
    onto: ZenditProfile | undefined;
  }) => ZenditPurchase;
  refund: (purchase: ZenditPurchase) => ZenditTransaction;
  catchUp: () => void;
  /** The next instant at which something moves by itself. */
  nextDueMs: () => number | undefined;
  reset: () => void;
};
type LedgerOptions = {
  standIn: () => StandIn<ZenditSettings>;
  firstSerial: number;
  notify: (purchase: ZenditPurchase) => void;
};

function acceptTransaction(transactionId: string, atMs: number): ZenditTransaction {
  const transaction: ZenditTransaction = {
    transactionId,
    status: 'ACCEPTED',
    log: [],
    createdMs: atMs,
    updatedMs: atMs,
  };
  moveTransaction(transaction, 'ACCEPTED', atMs);
  return transaction;
}

/** When something moves next by itself: a purchase that is not held up, or a refund. */
function findNextDueMs(standIn: StandIn<ZenditSettings>, purchases: readonly ZenditPurchase[]) {
  const dues = purchases.flatMap((purchase) => {
    const { refund } = purchase;
    if (refund && !isFinal(refund)) return [refund.createdMs + standIn.settings.refundMs];
    return isFinal(purchase) || isHeldUp(standIn, purchase) ? [] : [toDueMs(purchase)];
  });
  return dues.length > 0 ? Math.min(...dues) : undefined;
}

/** Purchases and their refunds. Serials run on over resets: no vendor hands out an ICCID twice. */
export function createZenditLedger({ standIn, firstSerial, notify }: LedgerOptions): ZenditLedger {
  let purchases: ZenditPurchase[] = [];
  let serial = firstSerial;
  const nowMs = () => standIn().now().getTime();
  const nextProfile = () => {
    serial += 1;
    return toProfile(serial - 1);
  };
  return {
    purchases: () => purchases,
    find: (transactionId) => purchases.findLast((purchase) => purchase.transactionId === transactionId),
    ofEsim: (iccid) =>
      purchases.filter(
        (purchase) =>
          purchase.status === 'DONE' && purchase.profile?.iccid === iccid && !isRefunded(purchase),
      ),
    buy: ({ transactionId, offer, onto }) => {
      const { settings, record } = standIn();
      const purchase: ZenditPurchase = {
        ...acceptTransaction(transactionId, nowMs()),
        offer,
        durationMs: settings.purchaseMs,
        outcome: settings.nextOutcome,
        ...(onto ? { profile: onto } : {}),
      };
      purchases.push(purchase);
      const costMinor = toWalletMinor(offer);
      record('purchase', { transactionId, offerId: offer.offerId, costMinor, currency: offer.cost.currency });
      return purchase;
    },
    refund: (purchase) => {
      if (purchase.refund && isRefunded(purchase)) return purchase.refund;
      purchase.refund = acceptTransaction(`RF-${purchase.transactionId}`, nowMs());
      return purchase.refund;
    },
    catchUp: () => {
      const now = nowMs();
      for (const purchase of purchases) {
        advancePurchase({ standIn: standIn(), nextProfile, notify }, purchase, now);
        const { refund } = purchase;
        if (refund) advanceRefund(standIn(), { purchase, refund }, now);
      }
    },
    nextDueMs: () => findNextDueMs(standIn(), purchases),
    reset: () => {
      purchases = [];
    },
  };
}
