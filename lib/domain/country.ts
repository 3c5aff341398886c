/** ISO 3166-1 alpha-2 in upper case, with XK for Kosovo. Wholesalers may send codes outside the list: see `parseCountry`. */
export type CountryCode = string & { readonly __brand: 'CountryCode' };

/** Codes that wholesalers and travellers use for a country that has another ISO code. */
const ALIASES: Record<string, string> = {
  UK: 'GB',
  EL: 'GR',
  XKX: 'XK',
  XKK: 'XK',
  ROM: 'RO',
  TMP: 'TL',
  ZAR: 'CD',
  AN: 'CW',
};

/**
 * The country code for what a wholesaler or a URL sent, or `undefined` when it is no two-letter code at all.
 * A well-formed code that ISO does not know is kept: the plan stays visible, under its code.
 */
export function parseCountry(text: string): CountryCode | undefined {
  const upper = text.trim().toUpperCase();
  const code = ALIASES[upper] ?? upper;
  return /^[A-Z]{2}$/.test(code) ? (code as CountryCode) : undefined;
}

/** The country's name in a locale, or the bare code for codes ISO does not know. Server only: ICU versions differ. */
export function countryName(code: CountryCode, locale: string): string {
  return displayNames(locale).of(code) ?? code;
}

/** Whether ISO 3166-1 (plus XK) knows the code, so that a name and a flag exist for it. */
export function isKnownCountry(code: CountryCode): boolean {
  const name = displayNames('en').of(code);
  return name !== undefined && name !== 'Unknown Region' && code !== 'ZZ';
}

const names = new Map<string, Intl.DisplayNames>();

function displayNames(locale: string): Intl.DisplayNames {
  const cached = names.get(locale);
  if (cached) return cached;
  const made = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
  names.set(locale, made);
  return made;
}
