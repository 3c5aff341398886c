import type { z } from 'zod';
import type { ZenditOffer } from '../catalogue/zendit-offer.ts';
import type { StandIn } from '../kernel/stand-in.ts';
import { invalidRequest, zenditError } from './error.ts';
import { offersQuerySchema, toPage } from './query.ts';
import type { ZenditSettings } from './settings.ts';

type Filters = z.infer<typeof offersQuerySchema>;

const matches = (offer: ZenditOffer, { brand, country, regions, subType }: Filters) =>
  (brand === undefined || offer.brand === brand) &&
  (country === undefined || offer.country === country) &&
  (regions === undefined || offer.regions.includes(regions)) &&
  (subType === undefined || offer.subTypes.includes(subType));

/** Disabled offers are listed, and not found when asked for one by one. */
export function addOfferRoutes(
  { app }: StandIn<ZenditSettings>,
  offers: ReadonlyMap<string, ZenditOffer>,
): void {
  app.get('/v1/esim/offers', (c) => {
    const query = offersQuerySchema.safeParse(c.req.query());
    if (!query.success) return invalidRequest(c, query.error);
    const found = [...offers.values()].filter((offer) => matches(offer, query.data));
    return c.json(toPage(found, query.data));
  });
  app.get('/v1/esim/offers/:offerId', (c) => {
    const offer = offers.get(c.req.param('offerId'));
    return offer?.enabled ? c.json(offer) : zenditError(c, 'NOT_FOUND', 'Offer not found');
  });
}
