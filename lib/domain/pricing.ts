import {
  CURRENCIES,
  type Currency,
  currencyExponent,
  type PriceList,
  type WholesaleAmount,
} from '#lib/domain/money';

/** The first band whose `below` exceeds the amount decides its ending; the last band has none. */
export type PriceEnding = { below?: number; step: number; remainder: number };

/** See `lib/config/pricing.ts` for the meaning of each figure. */
export type PricingSettings = {
  marginBps: number;
  taxBps: number;
  conversionSafetyBps: number;
  maxRateAgeDays: number;
  fixed: Record<Currency, number>;
  floor: Record<Currency, number>;
  endings: Record<Currency, readonly PriceEnding[]>;
};

/** Reference rates of one day: millionths of a currency's unit per euro; the euro itself is in it. */
export type Rates = { day: Date; microsPerEuro: ReadonlyMap<string, bigint> };

/** An exact amount in a currency's smallest unit; the only rounding is the one at the end, upwards. */
type Fraction = { over: bigint; under: bigint };

const BPS = 10_000n;
const MICROS = 1_000_000;
const DAY_MS = 86_400_000;

/** Rates from decimal texts per euro ("1.1562"); what does not parse to a positive number is left out. */
export function toRates(day: Date, perEuro: Readonly<Record<string, string>>): Rates {
  const entries = Object.entries(perEuro).flatMap(([currency, text]) => {
    const micros = toMicros(text);
    return micros === undefined ? [] : [[currency, micros] as const];
  });
  return { day, microsPerEuro: new Map([...entries, ['EUR', BigInt(MICROS)]]) };
}

/** A decimal text as millionths, by text: "176.84" → 176840000. Digits after the sixth are cut. */
function toMicros(text: string): bigint | undefined {
  const match = /^(\d{1,9})(?:\.(\d+))?$/.exec(text);
  if (!match) return undefined;
  const micros = BigInt(`${match[1]}${(match[2] ?? '').slice(0, 6).padEnd(6, '0')}`);
  return micros > 0n ? micros : undefined;
}

/** Whether prices may be converted with these rates; a wholesaler's own price needs none. */
export function areRatesFresh(rates: Rates, now: Date, settings: PricingSettings): boolean {
  return now.getTime() - rates.day.getTime() <= settings.maxRateAgeDays * DAY_MS;
}

type PriceInput = {
  costs: readonly WholesaleAmount[];
  /** Fresh rates, or `undefined`: then only currencies that the wholesaler quotes get a price. */
  rates: Rates | undefined;
  settings: PricingSettings;
};

/** Shelf prices, tax included. Empty when the wholesaler quotes no positive amount. */
export function toPriceList({ costs, rates, settings }: PriceInput): PriceList {
  const positive = costs.filter((cost) => Number.isSafeInteger(cost.minor) && cost.minor > 0);
  const entries = CURRENCIES.flatMap((currency) => {
    const cost = costIn(currency, positive, { rates, settings });
    return cost ? [[currency, toShelfPrice(cost, currency, settings)] as const] : [];
  });
  return Object.fromEntries(entries);
}

function costIn(
  currency: Currency,
  costs: readonly WholesaleAmount[],
  { rates, settings }: Omit<PriceInput, 'costs'>,
): Fraction | undefined {
  const own = costs.find((cost) => cost.currency === currency);
  if (own) return rescale(own, currency);
  const source = preferredSource(costs, rates);
  const [from, to] = [
    source && rates?.microsPerEuro.get(source.currency),
    rates?.microsPerEuro.get(currency),
  ];
  if (!source || !from || !to) return undefined;
  const plain = rescale(source, currency);
  const safety = BPS + BigInt(settings.conversionSafetyBps);
  return { over: plain.over * to * safety, under: plain.under * from * BPS };
}

/** Euro or dollar first, for their rates move least against the wholesalers' own books. */
function preferredSource(
  costs: readonly WholesaleAmount[],
  rates: Rates | undefined,
): WholesaleAmount | undefined {
  const usable = costs.filter((cost) => rates?.microsPerEuro.has(cost.currency));
  const quoted = (currency: string) => usable.find((cost) => cost.currency === currency);
  return quoted('EUR') ?? quoted('USD') ?? usable[0];
}

/** The same number of units, counted in `currency`'s decimals instead of the wholesaler's. */
function rescale(amount: WholesaleAmount, currency: Currency): Fraction {
  return {
    over: BigInt(amount.minor) * 10n ** BigInt(currencyExponent(currency)),
    under: 10n ** BigInt(amount.exponent),
  };
}

function toShelfPrice(cost: Fraction, currency: Currency, settings: PricingSettings): number {
  const marked = add(scale(cost, settings.marginBps), settings.fixed[currency]);
  const floored = add(cost, settings.floor[currency]);
  const net = isLess(marked, floored) ? floored : marked;
  return toEnding(ceil(scale(net, settings.taxBps)), settings.endings[currency]);
}

const scale = ({ over, under }: Fraction, extraBps: number): Fraction => ({
  over: over * (BPS + BigInt(extraBps)),
  under: under * BPS,
});

const add = ({ over, under }: Fraction, minor: number): Fraction => ({
  over: over + BigInt(minor) * under,
  under,
});

const isLess = (a: Fraction, b: Fraction) => a.over * b.under < b.over * a.under;

function ceil({ over, under }: Fraction): number {
  const minor = Number((over + under - 1n) / under);
  if (!Number.isSafeInteger(minor)) throw new Error(`A price beyond safe integers: ${over}/${under}`);
  return minor;
}

/** Up to the next shop ending, never down. */
function toEnding(minor: number, endings: readonly PriceEnding[]): number {
  const band = endings.find(({ below }) => below === undefined || minor < below);
  if (!band) throw new Error(`No price ending for an amount of ${minor}`);
  const { step, remainder } = band;
  return minor + ((((remainder - minor) % step) + step) % step);
}
