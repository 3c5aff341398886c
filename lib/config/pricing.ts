import type { PricingSettings } from '#lib/domain/pricing';

/**
 * How a wholesale cost becomes a shelf price. Shares are in basis points (100 = 1 %), amounts in smallest units.
 * A price ending: the smallest amount not below the calculated one that leaves `remainder` when divided by `step`;
 * the first band whose `below` is above the calculated amount applies.
 */
export const PRICING: PricingSettings = {
  /** On top of the cost, before tax. */
  marginBps: 3500,
  /** Part of the shelf price that is set aside for sales tax. */
  taxBps: 1900,
  /** On top of an amount that was converted, against the rate moving before we pay the wholesaler. */
  conversionSafetyBps: 200,
  /** ECB publishes on working days; five days span the longest holiday. */
  maxRateAgeDays: 5,
  /** Per sale, before tax: what the card payment costs whatever its amount. */
  fixed: { EUR: 30, USD: 35, GBP: 27, CHF: 30, JPY: 50, AUD: 55, CAD: 50, KWD: 110 },
  /** Least earned per sale, before tax. */
  floor: { EUR: 90, USD: 100, GBP: 80, CHF: 90, JPY: 150, AUD: 160, CAD: 145, KWD: 320 },
  endings: {
    EUR: [
      { below: 1000, step: 10, remainder: 0 },
      { step: 100, remainder: 90 },
    ],
    USD: [
      { below: 1000, step: 10, remainder: 0 },
      { step: 100, remainder: 90 },
    ],
    GBP: [
      { below: 1000, step: 10, remainder: 0 },
      { step: 100, remainder: 90 },
    ],
    CHF: [
      { below: 1000, step: 10, remainder: 0 },
      { step: 100, remainder: 90 },
    ],
    AUD: [
      { below: 1000, step: 10, remainder: 0 },
      { step: 100, remainder: 90 },
    ],
    CAD: [
      { below: 1000, step: 10, remainder: 0 },
      { step: 100, remainder: 90 },
    ],
    JPY: [{ step: 10, remainder: 0 }],
    KWD: [{ step: 50, remainder: 0 }],
  },
};
