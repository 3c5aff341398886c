import { z } from 'zod';
import type { ZimDestination, ZimPlan } from '../catalogue/zim-plan.ts';
import type { StandIn } from '../kernel/stand-in.ts';
import { zimError } from './error.ts';
import { readZimBody } from './json-body.ts';
import type { ZimSettings } from './settings.ts';

const anyObject = z.record(z.string(), z.unknown());
const planType = z.enum(['DATA', 'VOICE_AND_DATA']).optional();

const isLocal = (plan: ZimPlan) => plan.destination !== null;
const isUnlimited = (plan: ZimPlan) => plan.dataValue === -1;
const hasVoice = (plan: ZimPlan) => plan.callValue !== 0;

function listDestinations(plans: readonly ZimPlan[]): ReadonlyMap<string, ZimDestination> {
  const destinations = plans.flatMap(({ destination }) => (destination ? [destination] : []));
  return new Map(destinations.map((destination) => [destination.isoAlpha3, destination]));
}

export function addPlanRoutes({ app, settings }: StandIn<ZimSettings>, plans: readonly ZimPlan[]): void {
  const destinations = listDestinations(plans);
  const localPlans = (iso3: string) => plans.filter(({ destination }) => destination?.isoAlpha3 === iso3);
  const searchTexts = {
    all: JSON.stringify(plans),
    'not-local': JSON.stringify(plans.filter((plan) => !isLocal(plan))),
    nothing: '[]',
  };

  app.get('/destinations/supported_destinations', (c) => c.json([...destinations.values()]));
  app.get('/destinations/:iso3', (c) => {
    const destination = destinations.get(c.req.param('iso3'));
    if (!destination) return zimError(c, 404, 'The destination does not exist');
    const listed = destination.isoAlpha3 !== 'QZZ';
    return c.json({ ...destination, scopes: { local: true, regional: listed, global: listed } });
  });
  app.post('/plans/search', async (c) => {
    const body = await readZimBody(c, anyObject);
    if (!body.ok) return body.response;
    return c.body(searchTexts[settings.searchReturns], 200, {
      'content-type': 'application/json; charset=utf-8',
    });
  });
  app.get('/plans/:iso3/local', (c) => {
    const iso3 = c.req.param('iso3');
    if (!destinations.has(iso3)) return zimError(c, 404, 'The destination does not exist');
    const local = localPlans(iso3);
    return c.json({
      regular: local.filter((plan) => !isUnlimited(plan)),
      unlimited: local.filter(isUnlimited),
    });
  });
  app.get('/plans/:iso3/local/unlimited', (c) => {
    const iso3 = c.req.param('iso3');
    if (!destinations.has(iso3)) return zimError(c, 404, 'The destination does not exist');
    const type = planType.safeParse(c.req.query('planType'));
    if (!type.success) return zimError(c, 400, 'planType must be DATA or VOICE_AND_DATA');
    const unlimited = localPlans(iso3).filter(isUnlimited);
    if (type.data === undefined) return c.json(unlimited);
    return c.json(unlimited.filter((plan) => hasVoice(plan) === (type.data === 'VOICE_AND_DATA')));
  });
}
