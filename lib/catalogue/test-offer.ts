import { parseCountry } from '#lib/domain/country';
import { GIGABYTE, type Offer } from '#lib/domain/plan';
import { known, unknown } from '#lib/domain/result';

/** For tests: a Japanese plan of 1 GB for 7 days at €2.00 cost, with what the test is about put over it. */
export function testOffer(offerId: string, over: Partial<Offer> = {}): Offer {
  return {
    provider: 'zendit',
    offerId,
    place: { kind: 'country', code: country('JP') },
    coverage: { kind: 'listed', countries: [{ code: country('JP'), speeds: known(['4G']) }] },
    data: { kind: 'limited', bytes: GIGABYTE },
    validityDays: 7,
    speeds: known(['4G']),
    hotspot: unknown,
    topUp: unknown,
    voiceMinutes: known({ kind: 'none' }),
    sms: unknown,
    start: 'first_connection',
    notes: '',
    costs: [{ minor: 200, currency: 'EUR', exponent: 2 }],
    ...over,
  };
}

/** A plan for an area that lists these countries. */
export function testRegionOffer(offerId: string, codes: readonly string[], over: Partial<Offer> = {}): Offer {
  return testOffer(offerId, {
    place: { kind: 'region', region: 'asia', label: 'Asia' },
    coverage: { kind: 'listed', countries: codes.map((code) => ({ code: country(code), speeds: unknown })) },
    ...over,
  });
}

export function country(text: string) {
  const code = parseCountry(text);
  if (!code) throw new Error(`${text} is no country code`);
  return code;
}
