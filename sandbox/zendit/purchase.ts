import type { ZenditOffer } from '../catalogue/zendit-offer.ts';
import { toLpa, type ZenditProfile } from './profile.ts';
import type { ZenditSettings } from './settings.ts';

type ZenditStatus = 'ACCEPTED' | 'PENDING' | 'AUTHORIZED' | 'IN_PROGRESS' | 'DONE' | 'FAILED';
export type ZenditFailure = { code: string; description: string; message: string };
type LogItem = { dateTime: string; status: ZenditStatus; statusMessage: string };

/** Anything that moves from ACCEPTED to a final state by the clock: a purchase, and the refund of one. */
export type ZenditTransaction = {
  transactionId: string;
  status: ZenditStatus;
  log: LogItem[];
  createdMs: number;
  updatedMs: number;
  error?: ZenditFailure;
};
export type ZenditPurchase = ZenditTransaction & {
  offer: ZenditOffer;
  durationMs: number;
  outcome: ZenditSettings['nextOutcome'];
  /** Known from the start for a top-up, assigned on delivery for a new eSIM. */
  profile?: ZenditProfile;
  deliveredMs?: number;
  refund?: ZenditTransaction;
};

export const isFinal = ({ status }: ZenditTransaction) => status === 'DONE' || status === 'FAILED';
/** What a refund that is under way or done has taken back. */
export const isRefunded = ({ refund }: ZenditPurchase) => refund !== undefined && refund.status !== 'FAILED';

export const toIso = (ms: number) => new Date(ms).toISOString();

export function moveTransaction(transaction: ZenditTransaction, status: ZenditStatus, atMs: number): void {
  transaction.status = status;
  transaction.updatedMs = atMs;
  transaction.log.push({ dateTime: toIso(atMs), status, statusMessage: `Transaction is ${status}` });
}

/** An amount of the offer in whole US cents of the wallet: the divisor belongs to the amount. */
export function toWalletMinor({ cost }: ZenditOffer): number {
  return Math.round(((cost.fixed ?? 0) * 100) / cost.currencyDivisor);
}

function toConfirmation(profile: ZenditProfile, field: ZenditSettings['matchingIdField']) {
  const codes = {
    activationCode: { activationCode: profile.matchingId, externalReferenceId: profile.otherReference },
    externalReferenceId: { activationCode: profile.otherReference, externalReferenceId: profile.matchingId },
    fullLpa: { activationCode: toLpa(profile), externalReferenceId: profile.otherReference },
  };
  return {
    ...codes[field],
    iccid: profile.iccid,
    redemptionInstructions: 'Scan the QR code in the mobile network settings of the phone.',
    smdpAddress: profile.smdpAddress,
  };
}

/** The body of `GET /esim/purchases/{transactionId}` and of the webhook. */
export function toPurchaseWire(purchase: ZenditPurchase, field: ZenditSettings['matchingIdField']) {
  const { offer, profile, error, refund } = purchase;
  const { cost, price, enabled: _, createdAt: _created, updatedAt: _updated, ...described } = offer;
  const fixed = cost.fixed ?? 0;
  return {
    transactionId: purchase.transactionId,
    status: purchase.status,
    ...described,
    cost: fixed,
    costBase: fixed - cost.fee,
    costFee: cost.fee,
    costCurrency: cost.currency,
    costCurrencyDivisor: cost.currencyDivisor,
    price: 0,
    priceBase: 0,
    priceFee: 0,
    priceCurrency: price.currency,
    priceCurrencyDivisor: price.currencyDivisor,
    value: { type: 'COST', value: fixed },
    ...(purchase.status === 'DONE' && profile ? { confirmation: toConfirmation(profile, field) } : {}),
    ...(error ? { error } : {}),
    log: purchase.log,
    ...(refund ? { refund: { status: refund.status } } : {}),
    createdAt: toIso(purchase.createdMs),
    updatedAt: toIso(purchase.updatedMs),
  };
}
export type ZenditPurchaseWire = ReturnType<typeof toPurchaseWire>;
