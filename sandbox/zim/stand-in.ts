import { generateZimPlans } from '../catalogue/generate-zim-plans.ts';
import { createStandIn, type StandIn } from '../kernel/stand-in.ts';
import { zimError } from './error.ts';
import { addEsimRoutes } from './esim-routes.ts';
import { guardZimApi } from './guard.ts';
import { createZimLedger } from './ledger.ts';
import { addOrderRoutes } from './order-routes.ts';
import { addPlanRoutes } from './plan-routes.ts';
import { type ZimSettings, zimSettingsSchema } from './settings.ts';
import { addTokenRoute } from './token.ts';

/**
 * ZIM Connections over HTTP: token endpoint and API on one origin. `firstSerial` is where ICCIDs start, so that a
 * process started later does not repeat those of an earlier one.
 */
export function createZimStandIn({ firstSerial = 12_345 } = {}): StandIn<ZimSettings> {
  const plans = generateZimPlans();
  const ledger = createZimLedger(() => standIn, firstSerial);
  const standIn: StandIn<ZimSettings> = createStandIn({
    name: 'zim',
    settings: zimSettingsSchema,
    reset: ledger.reset,
    catchUp: ledger.catchUp,
  });
  const { app, now } = standIn;
  app.use(guardZimApi(now));
  addTokenRoute(app, standIn);
  addPlanRoutes(standIn, plans);
  addOrderRoutes({ standIn, ledger, plans: new Map(plans.map((plan) => [plan.id, plan])) });
  addEsimRoutes(standIn, ledger);
  app.notFound((c) => zimError(c, 404, `Cannot ${c.req.method} ${c.req.path}`));
  app.onError((error, c) => {
    console.error(error);
    return zimError(c, 500, 'Internal server error');
  });
  return standIn;
}
