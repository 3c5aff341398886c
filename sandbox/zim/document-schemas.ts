import { z } from 'zod';

/**
 * The answers of ZIM's OpenAPI document, version 3.0: names, types and enums as its schemas have them. It requires no
 * field, so none is required here; that every one appears is checked apart.
 */

const destination = z.object({ name: z.string(), isoAlpha3: z.string() }).partial();
const region = z.object({ name: z.string(), abbreviation: z.string() }).partial();
const price = z
  .object({ currencyISO: z.string(), value: z.number(), minorExponentUnits: z.number() })
  .partial();
const feature = z
  .object({
    name: z.enum(['HOTSPOT', 'TOP_UP', '3G', '4G', '5G']),
    category: z.enum(['UTILITY', 'BILLING', 'NETWORK']),
  })
  .partial();
const plan = z
  .object({
    id: z.string(),
    destination,
    region,
    dataUnit: z.enum(['MB', 'GB']),
    dataValue: z.number(),
    callUnit: z.enum(['MINUTES', 'HOURS']),
    callValue: z.number(),
    smsUnit: z.string(),
    smsValue: z.number(),
    durationUnit: z.string(),
    durationValue: z.number(),
    features: z.array(feature),
    prices: z.array(price),
  })
  .partial();
const esim = z
  .object({
    id: z.string(),
    iccid: z.string(),
    matchingID: z.string(),
    smdpPlus: z.string(),
    msisdn: z.string(),
    status: z.enum([
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
    ]),
    qrCodeLink: z.string(),
  })
  .partial();
const subscription = z
  .object({
    id: z.string(),
    esimID: z.string(),
    plan,
    status: z.enum(['PROCESSING', 'PENDING', 'ACTIVE', 'EXPIRED', 'CANCELLED', 'DEPLETED']),
  })
  .partial();
const report = z
  .object({
    currentBalanceBytes: z.number(),
    spentBalanceBytes: z.number(),
    initialBalanceBytes: z.number(),
    lastUpdatedAt: z.number(),
  })
  .partial();
const coverage = z
  .object({
    name: z.string(),
    isoAlpha3: z.string(),
    scopes: z.object({ local: z.boolean(), regional: z.boolean(), global: z.boolean() }).partial(),
  })
  .partial();
const order = z
  .object({
    id: z.string(),
    accountID: z.string(),
    planID: z.string(),
    userID: z.string(),
    createdAt: z.iso.datetime(),
    status: z.string(),
    type: z.string(),
  })
  .partial();

export const DOCUMENT = { destination, plan, feature, esim, subscription, report, coverage, order };
