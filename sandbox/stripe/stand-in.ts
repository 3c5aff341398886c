import { readFileSync } from 'node:fs';
import type { Context } from 'hono';
import { z } from 'zod';
import type { StandIn, StandInEnv } from '../kernel/stand-in.ts';
import { createStandIn } from '../kernel/stand-in.ts';
import { createAccount } from './account.ts';
import { passTime } from './acts/pass-time.ts';
import { routePayPage } from './pay-page/route-pay-page.ts';
import { createApi } from './protocol/api.ts';
import { routeCharges } from './routes/charge-routes.ts';
import { routeEvents } from './routes/event-routes.ts';
import { routeIntents } from './routes/intent-routes.ts';
import { routeRefunds } from './routes/refund-routes.ts';
import { routeSessions } from './routes/session-routes.ts';
import type { StripeSettings } from './settings.ts';
import { stripeSettings } from './settings.ts';
import { createPostman } from './webhooks/postman.ts';

const credentials = z
  .object({ stripe: z.object({ secretKey: z.string(), webhookSecret: z.string() }) })
  .parse(JSON.parse(readFileSync(new URL('../credentials.json', import.meta.url), 'utf8')));

const clockTickMs = 200;

type StripeStandInOptions = {
  /** Where events go unless the setting `webhookUrl` says otherwise. */
  webhookUrl?: string;
  /** The address under which browsers reach the pay page; without it, the one the API was called at. */
  publicUrl?: () => string;
};

/** Stripe: `/v1` with its real protocol, the hosted pay page below `/pay`, and signed webhooks. */
export function createStripeStandIn(options: StripeStandInOptions = {}): StandIn<StripeSettings> {
  const { secretKey, webhookSecret } = credentials.stripe;
  const standIn = createStandIn({
    name: 'stripe',
    settings: stripeSettings(options.webhookUrl ?? ''),
    reset: () => {
      account.clear();
      postman.reset();
      api.forget();
    },
    catchUp: () => catchUp(),
  });
  const { settings, record, now } = standIn;
  const postman = createPostman({ settings, secret: webhookSecret, record });
  const account = createAccount({ settings, record, now, announce: postman.announce });
  const catchUp = () => {
    passTime(account);
    postman.tick();
  };
  const publicUrl = (context: Context<StandInEnv>) =>
    options.publicUrl?.() ?? new URL(context.req.url).origin;
  const api = createApi(account, { secretKey, publicUrl });

  routeSessions(api, account);
  routeIntents(api, account);
  routeCharges(api, account);
  routeRefunds(api, account);
  routeEvents(api, account);
  api.refuseTheRest();
  standIn.app.route('/v1', api.app);
  standIn.app.route('/', routePayPage(account));

  // Events reach the merchant without anybody asking: time passes between requests too.
  setInterval(catchUp, clockTickMs).unref();
  return standIn;
}
