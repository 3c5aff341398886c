import { parseCountry } from '#lib/domain/country';

/** Shown on the home page while nobody has typed yet, in this order, as far as there are plans for them. */
export const POPULAR_COUNTRIES = [
  'JP',
  'US',
  'TR',
  'TH',
  'GB',
  'IT',
  'ES',
  'FR',
  'AE',
  'ID',
  'AU',
  'CH',
].flatMap((code) => parseCountry(code) ?? []);
