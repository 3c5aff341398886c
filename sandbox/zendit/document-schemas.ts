import { z } from 'zod';

/**
 * The answers of Zendit's eSIM reference: every field that it documents, with its type and the words it may hold.
 * Fields that only some answers hold (a confirmation, an error, the bounds of a range) are optional.
 */

const speed = z.enum(['2G', '3G', '4G', '5G']);
const status = z.enum(['DONE', 'FAILED', 'PENDING', 'ACCEPTED', 'AUTHORIZED', 'IN_PROGRESS']);
const region = z.enum([
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
]);
const productType = z.enum(['TOPUP', 'VOUCHER', 'ESIM', 'RECHARGE_SANDBOX', 'RECHARGE_WITH_CREDIT_CARD']);
const error = z.object({ code: z.string(), description: z.string(), message: z.string() });
const log = z.array(z.record(z.string(), z.unknown()));

const described = z.object({
  brand: z.string(),
  country: z.string(),
  createdAt: z.string(),
  dataGB: z.number(),
  dataSpeeds: z.array(speed),
  dataUnlimited: z.boolean(),
  durationDays: z.int(),
  notes: z.string(),
  offerId: z.string(),
  priceType: z.enum(['FIXED', 'RANGE']),
  productType,
  regions: z.array(region),
  roaming: z.array(z.record(z.string(), z.unknown())),
  shortNotes: z.string(),
  smsNumber: z.int(),
  smsUnlimited: z.boolean(),
  subTypes: z.array(z.string()),
  updatedAt: z.string(),
  voiceMinutes: z.int(),
  voiceUnlimited: z.boolean(),
});

const cost = z.object({
  currency: z.string(),
  currencyDivisor: z.int(),
  fixed: z.int().optional(),
  fx: z.number(),
  max: z.int().optional(),
  min: z.int().optional(),
});
const price = z.object({
  currency: z.string(),
  currencyDivisor: z.int(),
  fixed: z.int().optional(),
  fx: z.number().optional(),
  margin: z.number().optional(),
  max: z.int().optional(),
  min: z.int().optional(),
  suggestedFixed: z.int().optional(),
  suggestedFx: z.number().optional(),
});
const offer = described.extend({ cost, enabled: z.boolean(), price });

const confirmation = z.object({
  activationCode: z.string(),
  externalReferenceId: z.string(),
  iccid: z.string(),
  redemptionInstructions: z.string(),
  smdpAddress: z.string(),
});
/** The answer to a look-up and the body of the webhook. */
const purchase = described.extend({
  confirmation: confirmation.optional(),
  cost: z.int(),
  costCurrency: z.string(),
  costCurrencyDivisor: z.int(),
  error: error.optional(),
  log,
  price: z.int(),
  priceCurrency: z.string(),
  priceCurrencyDivisor: z.int(),
  status,
  transactionId: z.string(),
  value: z.object({ type: z.string(), value: z.number() }),
});

const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ limit: z.int(), list: z.array(item), offset: z.int(), total: z.int() });

const plans = z.object({ list: z.array(z.record(z.string(), z.unknown())), total: z.int() });
const accepted = z.object({ status: z.string(), transactionId: z.string() });
const refund = z.object({
  amount: z.int(),
  createdAt: z.string(),
  currency: z.string(),
  error: error.optional(),
  log,
  productType,
  refundedTransactionId: z.string(),
  status,
  type: z.enum(['DEBIT', 'CREDIT']),
  updatedAt: z.string(),
});
const refundStarted = z.object({ status });

export const DOCUMENT = {
  offer,
  offers: pageOf(offer),
  accepted,
  purchase,
  purchases: pageOf(purchase),
  plans,
  refund,
  refundStarted,
  error,
};
