import { generateZenditOffers } from '../catalogue/generate-zendit-offers.ts';
import { createStandIn, type StandIn } from '../kernel/stand-in.ts';
import { zenditError } from './error.ts';
import { addEsimRoutes } from './esim-routes.ts';
import { guardZenditApi } from './guard.ts';
import { createZenditLedger } from './ledger.ts';
import { addOfferRoutes } from './offer-routes.ts';
import { toPurchaseWire } from './purchase.ts';
import { addPurchaseRoutes } from './purchase-routes.ts';
import { createZenditSettingsSchema, type ZenditSettings } from './settings.ts';
import { createZenditWebhook } from './webhook.ts';

type ZenditStandInOptions = { webhookUrl?: string; firstSerial?: number };

/** Runs `act` at the stand-in's next due instant, so that webhooks go out without anyone asking. */
function createAlarm(nextDueMs: () => number | undefined, act: () => void) {
  let timer: NodeJS.Timeout | undefined;
  return {
    set: (nowMs: number) => {
      clearTimeout(timer);
      const dueMs = nextDueMs();
      // A clock set back can put the instant beyond what a timer can count.
      const delayMs = Math.min(60_000, Math.max(1, (dueMs ?? 0) - nowMs));
      if (dueMs !== undefined) timer = setTimeout(act, delayMs).unref();
    },
  };
}

/**
 * Zendit's eSIM API over HTTP, under `/v1`. `firstSerial` is where ICCIDs start, so that a process started later
 * does not repeat those of an earlier one.
 */
export function createZenditStandIn(options: ZenditStandInOptions = {}): StandIn<ZenditSettings> {
  const { webhookUrl = '', firstSerial = 1_700_008_284 } = options;
  const offers = new Map(generateZenditOffers().map((offer) => [offer.offerId, offer]));
  const webhook = createZenditWebhook(() => standIn);
  const ledger = createZenditLedger({
    standIn: () => standIn,
    firstSerial,
    notify: (purchase) => webhook.send(toPurchaseWire(purchase, standIn.settings.matchingIdField)),
  });
  const catchUp = () => {
    ledger.catchUp();
    alarm.set(standIn.now().getTime());
  };
  const alarm = createAlarm(ledger.nextDueMs, catchUp);
  const standIn: StandIn<ZenditSettings> = createStandIn({
    name: 'zendit',
    settings: createZenditSettingsSchema(webhookUrl),
    reset: () => {
      ledger.reset();
      webhook.reset();
    },
    catchUp,
  });
  const { app } = standIn;
  app.use(guardZenditApi(standIn.settings));
  app.use(async (_, next) => {
    await next();
    alarm.set(standIn.now().getTime());
  });
  addOfferRoutes(standIn, offers);
  addPurchaseRoutes({ standIn, ledger, offers });
  addEsimRoutes(standIn, ledger);
  app.notFound((c) => zenditError(c, 'NOT_FOUND', `No operation ${c.req.method} ${c.req.path}`));
  app.onError((error, c) => {
    console.error(error);
    return zenditError(c, 'SYSTEM_ERROR', 'Internal server error');
  });
  return standIn;
}
