import codes from 'i18n-iso-countries/codes.json' with { type: 'json' };
import { type CountryCode, parseCountry } from '#lib/domain/country';

const alpha2ByAlpha3 = new Map(
  codes.flatMap(([alpha2, alpha3]) => (alpha2 && alpha3 ? [[alpha3, alpha2]] : [])),
);

/**
 * A partner's country code, alpha-2 or alpha-3 in any case, as ours. Two letters that no standard knows are kept;
 * three letters that no standard knows are `undefined`, for nobody could say where such a plan works.
 */
export function fromPartnerCountry(text: string): CountryCode | undefined {
  const upper = text.trim().toUpperCase();
  return parseCountry(alpha2ByAlpha3.get(upper) ?? upper);
}
