import { digits, flag, list, number, object, optional, type Shape, text, words } from './inspect-shape.ts';

/** What docs/providers/zendit.md says of Zendit's answers. */

const regions = [
  'Global',
  'Africa',
  'Asia',
  'Caribbean',
  'Central America',
  'Eastern Europe',
  'Western Europe',
  'North America',
  'Oceania',
  'South America',
  'South Asia',
  'Southeast Asia',
  'Middle East and North Africa',
];
const speeds = ['2G', '3G', '4G', '5G'];
const statuses = ['DONE', 'FAILED', 'PENDING', 'ACCEPTED', 'AUTHORIZED', 'IN_PROGRESS'];
const fault = object({ code: text(), description: optional(text()), message: optional(text()) });
const log = list({ dateTime: text(), status: text(statuses), statusMessage: optional(text()) });

const pageOf = (shape: Shape): Shape => ({
  limit: number(),
  offset: number(),
  total: number(),
  list: list(shape),
});

/** What an offer and a purchase of it have in common. */
const described: Shape = {
  offerId: text(),
  brand: text(),
  brandName: optional(text()),
  country: text(),
  regions: words(regions),
  roaming: list({ country: text(), dataSpeeds: optional(words(speeds)) }),
  subTypes: words(),
  dataGB: number(),
  dataUnlimited: flag(),
  dataSpeeds: words(speeds),
  durationDays: number(),
  smsNumber: number(),
  smsUnlimited: flag(),
  voiceMinutes: number(),
  voiceUnlimited: flag(),
  notes: optional(text()),
  shortNotes: optional(text()),
  priceType: text(['FIXED', 'RANGE']),
  productType: text(['ESIM']),
  createdAt: text(),
  updatedAt: text(),
};

export const zenditOffer: Shape = {
  ...described,
  enabled: flag(),
  cost: object({
    currency: text(),
    currencyDivisor: number(),
    fixed: optional(number()),
    min: optional(number()),
    max: optional(number()),
    fx: optional(number()),
    discount: optional(number()),
    fee: optional(number()),
    feePct: optional(number()),
  }),
  price: optional(object()),
};
export const zenditOffers = pageOf(zenditOffer);

export const zenditPurchase: Shape = {
  ...described,
  transactionId: text(),
  status: text(statuses),
  confirmation: optional(
    object({
      iccid: digits(),
      smdpAddress: text(),
      activationCode: text(),
      externalReferenceId: text(),
      redemptionInstructions: optional(text()),
    }),
  ),
  cost: number(),
  costCurrency: text(),
  costCurrencyDivisor: number(),
  costBase: optional(number()),
  costFee: optional(number()),
  price: optional(number()),
  priceBase: optional(number()),
  priceFee: optional(number()),
  priceCurrency: optional(text()),
  priceCurrencyDivisor: optional(number()),
  value: optional(object({ type: text(['PRICE', 'COST', 'ZEND']), value: number() })),
  error: optional(fault),
  refund: optional(object()),
  log,
};
export const zenditPurchases = pageOf(zenditPurchase);

export const zenditPlans: Shape = {
  firstInstalledAt: text(),
  total: number(),
  list: list({
    iccid: digits(),
    offerId: text(),
    description: optional(text()),
    initialDataGB: number(),
    remainingDataGB: number(),
    unlimited: flag(),
    status: text(['ACTIVE', 'QUEUED']),
    startAt: optional(text()),
    endAt: optional(text()),
  }),
};

export const zenditRefund: Shape = {
  transactionId: optional(text()),
  refundedTransactionId: text(),
  status: text(statuses),
  type: text(['DEBIT', 'CREDIT']),
  productType: text(),
  amount: number(),
  currency: text(),
  currencyDivisor: optional(number()),
  error: optional(fault),
  log,
  createdAt: text(),
  updatedAt: text(),
};

export const zenditBalance: Shape = {
  availableBalance: number(),
  currency: text(),
  currencyDivisor: number(),
};
