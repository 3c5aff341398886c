const zeroDecimal = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ');
const threeDecimal = 'bhd jod kwd omr tnd'.split(' ');
/** Without minor units in daily life, yet counted in hundredths by Stripe, whole units only. */
const wholeUnitsInHundredths = 'isk ugx'.split(' ');
const twoDecimal =
  'aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd cad cdf chf cny cop crc cve czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl htg huf idr ils inr jmd kes kgs khr kyd kzt lak lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln qar ron rsd rub sar sbd scr sek sgd shp sle sos srd std szl thb tjs top try ttd twd tzs uah usd uyu uzs wst xcd xcg yer zar zmw'.split(
    ' ',
  );

/** Smallest charge in the currencies a merchant settles in; others are checked by conversion at Stripe, not here. */
const minimum: Record<string, number> = {
  usd: 50,
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
};

export type StripeCurrency = { code: string; decimals: 0 | 2 | 3; step: 1 | 10 | 100; minimum: number };

/** How Stripe counts a currency: `decimals` of its smallest unit, `step` that amounts must be a multiple of. */
export function findCurrency(given: string): StripeCurrency | undefined {
  const code = given.toLowerCase();
  const least = minimum[code] ?? 1;
  if (zeroDecimal.includes(code)) return { code, decimals: 0, step: 1, minimum: least };
  if (threeDecimal.includes(code)) return { code, decimals: 3, step: 10, minimum: least };
  if (wholeUnitsInHundredths.includes(code)) return { code, decimals: 2, step: 100, minimum: least };
  if (twoDecimal.includes(code)) return { code, decimals: 2, step: 1, minimum: least };
  return undefined;
}

export function requireCurrency(code: string): StripeCurrency {
  const found = findCurrency(code);
  if (!found) throw new Error(`unknown currency ${code}`);
  return found;
}

/** "€12.34", "¥1,980", "KWD 3.500". */
export function formatAmount(amount: number, code: string): string {
  const { decimals } = requireCurrency(code);
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: code, ...digits });
  return format.format(amount / 10 ** decimals);
}
