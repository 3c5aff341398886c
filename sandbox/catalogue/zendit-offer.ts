import type { ZenditRegion } from './regions.ts';

export type ZenditSpeed = '2G' | '3G' | '4G' | '5G';
export type ZenditRoaming = { country: string; dataSpeeds: readonly ZenditSpeed[] };

/** What Zendit debits; integers, major amount = value / currencyDivisor. FIXED has `fixed`, RANGE has `min` and `max`. */
export type ZenditCost = {
  currency: string;
  currencyDivisor: number;
  discount: number;
  fee: number;
  feePct: number;
  fx: number;
  fixed?: number;
  min?: number;
  max?: number;
};

/** Retail price: above zero only for partners that use Zendit's pricing module, which the sandbox account does not. */
export type ZenditPrice = {
  currency: string;
  currencyDivisor: number;
  fee: number;
  fixed?: number;
  min?: number;
  max?: number;
  increment?: number;
  fx?: number;
  margin?: number;
  suggestedFixed?: number;
  suggestedFx?: number;
};

/** Zendit's eSIM offer as its document names the fields. `country` is '' when regional, `roaming` [] = no roaming. */
export type ZenditOffer = {
  offerId: string;
  brand: string;
  brandName: string;
  country: string;
  regions: readonly ZenditRegion[];
  roaming: readonly ZenditRoaming[];
  subTypes: readonly string[];
  dataGB: number;
  dataUnlimited: boolean;
  dataSpeeds: readonly ZenditSpeed[];
  durationDays: number;
  smsNumber: number;
  smsUnlimited: boolean;
  voiceMinutes: number;
  voiceUnlimited: boolean;
  notes: string;
  shortNotes: string;
  priceType: 'FIXED' | 'RANGE';
  productType: 'ESIM';
  cost: ZenditCost;
  price: ZenditPrice;
  enabled: boolean;
  createdAt: string;
  updatedAt: string;
};
