import { digits, flag, list, number, object, optional, type Shape, text } from './inspect-shape.ts';

/** What docs/providers/zim.md says of ZIM's answers. */

export const zimToken: Shape = { access_token: text(), expires_in: number(), token_type: text(['Bearer']) };

export const zimDestination: Shape = { name: text(), isoAlpha3: text() };

export const zimScopes: Shape = {
  ...zimDestination,
  scopes: object({ local: flag(), regional: flag(), global: flag() }),
};

export const zimPlan: Shape = {
  id: text(),
  destination: optional(object(zimDestination)),
  region: optional(object({ name: text(), abbreviation: optional(text()) })),
  dataUnit: text(['MB', 'GB']),
  dataValue: number(),
  callUnit: optional(text(['MINUTES', 'HOURS'])),
  callValue: optional(number()),
  smsUnit: optional(text(['SMS'])),
  smsValue: optional(number()),
  durationUnit: text(['DAYS', 'DAY', 'WEEKS', 'WEEK']),
  durationValue: number(),
  features: list({
    name: text(['HOTSPOT', 'TOP_UP', '3G', '4G', '5G']),
    category: optional(text(['UTILITY', 'BILLING', 'NETWORK'])),
  }),
  prices: list({ currencyISO: text(), value: number(), minorExponentUnits: number() }),
};

export const zimLocalPlans: Shape = { regular: list(zimPlan), unlimited: list(zimPlan) };

const orderStatuses = [
  'PROCESSING',
  'FULFILLED',
  'FAILED',
  'CANCELLED',
  'PENDING_APPROVAL',
  'PENDING_PAYMENT',
  'IN_BASKET',
  'REPLACED',
];
export const zimOrder: Shape = {
  id: text(),
  status: text(orderStatuses),
  accountID: optional(text()),
  planID: optional(text()),
  userID: optional(text()),
  type: optional(text(['ONE_OFF', 'TOP_UP', 'RECURRING'])),
  createdAt: optional(text()),
  notifyRecipient: optional(flag()),
  failureReason: optional(text()),
  plan: optional(object()),
};

const esimStatuses = [
  'PROCESSING',
  'RELEASED',
  'DOWNLOADED',
  'INSTALLED',
  'UNINSTALLED',
  'EXPIRED',
  'ENABLED',
  'DISABLED',
  'ONLINE',
  'OFFLINE',
  'UNAVAILABLE',
];
export const zimEsim: Shape = {
  id: text(),
  iccid: digits(),
  matchingID: text(),
  smdpPlus: text(),
  msisdn: optional(digits()),
  status: text(esimStatuses),
  qrCodeLink: optional(text()),
};

export const zimSubscription: Shape = {
  id: text(),
  esimID: text(),
  status: text(['PROCESSING', 'PENDING', 'ACTIVE', 'EXPIRED', 'CANCELLED', 'DEPLETED']),
  plan: object({ id: text(), dataValue: number(), dataUnit: text(['MB', 'GB']) }),
  // Not in their document: it would tell which order made an eSIM.
  orderID: optional(text()),
};

export const zimUsage: Shape = {
  currentBalanceBytes: number(),
  spentBalanceBytes: number(),
  initialBalanceBytes: number(),
  lastUpdatedAt: number(),
};
