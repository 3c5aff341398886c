/** ZIM's `Plan`, `Destination`, `Region`, `Feature` and `Price` as its document names their fields. */
export type ZimDestination = { name: string; isoAlpha3: string };
export type ZimRegion = { name: string; abbreviation: string };
export type ZimFeature = { name: string; category: 'UTILITY' | 'BILLING' | 'NETWORK' };
export type ZimPrice = { currencyISO: string; value: number; minorExponentUnits: number };

export type ZimPlan = {
  id: string;
  destination: ZimDestination | null;
  region: ZimRegion | null;
  dataUnit: 'MB' | 'GB';
  /** -1 = unlimited */
  dataValue: number;
  callUnit: 'MINUTES' | 'HOURS';
  callValue: number;
  smsUnit: 'SMS';
  smsValue: number;
  durationUnit: string;
  durationValue: number;
  features: readonly ZimFeature[];
  prices: readonly ZimPrice[];
};
