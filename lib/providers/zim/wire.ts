import { z } from 'zod';

/** Ids and numbers that ZIM writes as text in its schemas and as bare numbers in its examples. */
const textOrNumber = z.union([z.string(), z.number().transform(String)]);
const optionalNumber = z.number().nullish().catch(undefined);
const optionalText = z.string().nullish().catch(undefined);

const placeWire = z.object({ name: optionalText, isoAlpha3: optionalText });
const regionWire = z.object({ name: optionalText, abbreviation: optionalText });

/** `components.schemas.Plan`; what a plan can be sold without is `undefined` when it does not fit. */
export const zimPlanWire = z.object({
  id: z.string().min(1),
  destination: placeWire.nullish().catch(undefined),
  region: regionWire.nullish().catch(undefined),
  dataUnit: z.string(),
  /** -1 = no cap. */
  dataValue: z.number(),
  callUnit: optionalText,
  /** -1 = no cap. */
  callValue: optionalNumber,
  /** -1 = no cap. */
  smsValue: optionalNumber,
  durationUnit: z.string(),
  durationValue: z.number(),
  features: z
    .array(z.object({ name: z.string() }).nullable().catch(null))
    .nullish()
    .catch(undefined),
  prices: z.array(z.unknown()),
});
export type ZimPlanWire = z.infer<typeof zimPlanWire>;

/** `{value: 490, minorExponentUnits: 2}` = 4.90, `{775, 0}` = 775. */
export const zimPriceWire = z.object({
  currencyISO: z.string().regex(/^[A-Z]{3}$/),
  value: z.int().positive(),
  minorExponentUnits: z.int().min(0).max(4),
});

export const zimListWire = z.array(z.unknown());
export const zimLocalPlansWire = z.object({
  regular: zimListWire.nullish(),
  unlimited: zimListWire.nullish(),
});

export const zimDestinationWire = z.object({ name: z.string(), isoAlpha3: z.string().min(2) });

const scopesWire = z.object({ local: z.boolean(), regional: z.boolean(), global: z.boolean() });
export type ZimScopes = z.infer<typeof scopesWire>;
export const zimScopesWire = z.object({ scopes: scopesWire });

/** The answer to an order names no eSIM and no subscription. */
export const zimOrderWire = z.object({ id: z.string().min(1), status: z.string().catch('') });

export const zimListedOrderWire = z.object({
  id: z.string().min(1),
  status: z.string().catch(''),
  createdAt: optionalText,
  failureReason: optionalText,
});
export type ZimListedOrderWire = z.infer<typeof zimListedOrderWire>;

export const zimEsimWire = z.object({
  id: z.string().min(1),
  iccid: textOrNumber,
  matchingID: textOrNumber.nullish().catch(undefined),
  smdpPlus: optionalText,
  status: z.string().catch(''),
});
export type ZimEsimWire = z.infer<typeof zimEsimWire>;

export const zimSubscriptionWire = z.object({
  id: z.string().min(1),
  esimID: optionalText,
  status: z.string().catch(''),
  plan: z.object({ id: optionalText, dataValue: optionalNumber }).nullish().catch(undefined),
  /** The order that made it. Not sent as of 2026-11; asked for, and used from the day on which it comes. */
  orderID: optionalText,
});
export type ZimSubscriptionWire = z.infer<typeof zimSubscriptionWire>;

/** Bytes; `lastUpdatedAt` in epoch seconds. Refreshed hourly. */
export const zimUsageWire = z.object({
  currentBalanceBytes: optionalNumber,
  spentBalanceBytes: optionalNumber,
  initialBalanceBytes: optionalNumber,
  lastUpdatedAt: optionalNumber,
});
export type ZimUsageWire = z.infer<typeof zimUsageWire>;

export const zimTokenWire = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** Schemas say "an object", examples show it inside an array of one: both are read. */
export function oneOf<T>(schema: z.ZodType<T>): z.ZodType<T> {
  return z.union([schema, z.tuple([schema]).transform(([only]) => only)]);
}
