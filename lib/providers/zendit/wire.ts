import { z } from 'zod';

const text = z.string().nullish().catch(undefined);
const number = z.number().nullish().catch(undefined);
const flag = z.boolean().nullish().catch(undefined);
const texts = z
  .array(z.string().nullable().catch(null))
  .nullish()
  .catch(undefined)
  .transform((items) => items?.filter((item) => item !== null));

/** Lists come as pages `{limit, offset, total, list}`; `total` counts all items of the query. */
export const zenditPageWire = z.object({ list: z.array(z.unknown()), total: z.number() });

/** `fixed` is in units of 1/`currencyDivisor`: 320 with 100 = 3.20. What we are charged; `price` is not read. */
const costWire = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/),
  currencyDivisor: z.number(),
  fixed: number,
});

const roamingWire = z.object({ country: z.string(), dataSpeeds: texts });

/** An offer; what it can be sold without is `undefined` when it does not fit. */
export const zenditOfferWire = z.object({
  offerId: z.string().min(1),
  enabled: flag,
  priceType: text,
  /** Blank for a regional offer. */
  country: text,
  regions: texts,
  /** Empty = no roaming. */
  roaming: z.array(roamingWire.nullable().catch(null)).nullish().catch(undefined),
  subTypes: texts,
  /** 0 when unlimited. */
  dataGB: number,
  dataUnlimited: flag,
  dataSpeeds: texts,
  durationDays: z.int(),
  /** 0 when unlimited or not included: see the flag. */
  smsNumber: number,
  smsUnlimited: flag,
  /** 0 when unlimited or not included: see the flag. */
  voiceMinutes: number,
  voiceUnlimited: flag,
  notes: text,
  shortNotes: text,
  cost: costWire.nullish().catch(undefined),
});
export type ZenditOfferWire = z.infer<typeof zenditOfferWire>;

/** The first status of an accepted purchase is ACCEPTED; the list of statuses is open. */
export const zenditAcceptedWire = z.object({ status: z.string().min(1), transactionId: text });

export const zenditConfirmationWire = z.object({
  iccid: z.union([z.string(), z.number().transform(String)]),
  smdpAddress: text,
  activationCode: text,
  externalReferenceId: text,
});
export type ZenditConfirmationWire = z.infer<typeof zenditConfirmationWire>;

export const zenditPurchaseWire = z.object({
  transactionId: z.string().min(1),
  status: z.string().min(1),
  offerId: text,
  createdAt: text,
  confirmation: zenditConfirmationWire.nullish().catch(undefined),
  error: z.object({ code: text }).nullish().catch(undefined),
});
export type ZenditPurchaseWire = z.infer<typeof zenditPurchaseWire>;

/** Only active and queued plans are listed; `startAt` and `endAt` appear once a plan runs. */
export const zenditPlanWire = z.object({
  offerId: z.string(),
  status: text,
  initialDataGB: number,
  remainingDataGB: number,
  unlimited: flag,
  startAt: text,
  endAt: text,
});
export type ZenditPlanWire = z.infer<typeof zenditPlanWire>;

/** `firstInstalledAt` is blank before the first installation and absent in older versions of the API. */
export const zenditPlansWire = z.object({ list: z.array(z.unknown()), firstInstalledAt: text });
export type ZenditPlansWire = z.infer<typeof zenditPlansWire>;

export const zenditRefundWire = z.object({ status: z.string().min(1) });

export const zenditBalanceWire = z.object({
  availableBalance: z.int(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  currencyDivisor: z.number(),
});

/** Body of a refusal: `fields` names the parameters that were wrong. */
export const zenditErrorWire = z.object({
  errorCode: text,
  message: text,
  fields: z.record(z.string(), z.unknown()).nullish().catch(undefined),
});

const DIVISORS = [1, 10, 100, 1_000, 10_000];

/** Decimals for a `currencyDivisor`: 1 → 0, 100 → 2, 1000 → 3; `undefined` for anything that is no power of ten. */
export function toExponent(divisor: number | undefined): number | undefined {
  const exponent = DIVISORS.indexOf(divisor ?? 0);
  return exponent === -1 ? undefined : exponent;
}
