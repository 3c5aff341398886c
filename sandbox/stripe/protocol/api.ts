import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from 'hono';
import { Hono } from 'hono';
import type { StandInEnv } from '../../kernel/stand-in.ts';
import type { StripeAccount } from '../account.ts';
import type { ApiCall } from '../objects/event.ts';
import { apiVersion } from '../objects/event.ts';
import { makeId } from '../objects/make-id.ts';
import { requireSecretKey } from './authenticate.ts';
import type { FormHash } from './form-parse.ts';
import { parseForm } from './form-parse.ts';
import { createIdempotency } from './idempotency.ts';
import type { Outcome } from './outcome.ts';
import { attempt, toOutcome } from './outcome.ts';
import { parameterRefusal, StripeRefusal } from './refusal.ts';
import type { Wire } from './wire.ts';

type ApiContext = Context<StandInEnv>;
type ApiOptions = { secretKey: string; publicUrl: (context: ApiContext) => string };

/** One request as a route sees it: who asked, with which parameters, about which object. */
type ApiRequest = { parameters: FormHash; id: string; publicUrl: string };
type Route = (request: ApiRequest) => Wire;
export type Api = ReturnType<typeof createApi>;

const formType = 'application/x-www-form-urlencoded';

function requireVersion(version: string | undefined) {
  if (version !== undefined && !/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(version))
    throw parameterRefusal(`Invalid Stripe API version: ${version}`);
}

function requireForm(context: ApiContext, body: string) {
  const type = context.req.header('content-type') ?? formType;
  if (body !== '' && !type.startsWith(formType))
    throw parameterRefusal(`Invalid request (check that your POST content type is ${formType})`);
}

function failOnDemand(): Wire {
  const body = {
    type: 'api_error' as const,
    message: 'An unknown error occurred; this sandbox was asked for one.',
  };
  throw new StripeRefusal({ status: 500, body, executed: true });
}

function unknownUrl(context: ApiContext): Wire {
  const message = `Unrecognized request URL (${context.req.method}: ${context.req.path}).`;
  throw new StripeRefusal({ status: 404, body: { type: 'invalid_request_error', message }, executed: false });
}

function respond(context: ApiContext, call: ApiCall, sending: { outcome: Outcome; replayed: boolean }) {
  const { status, body } = sending.outcome;
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'request-id': call.requestId,
    'stripe-version': context.req.header('stripe-version') ?? apiVersion,
  };
  if (call.idempotencyKey !== null) headers['idempotency-key'] = call.idempotencyKey;
  if (sending.replayed) headers['idempotent-replayed'] = 'true';
  if (status === 409) headers['stripe-should-retry'] = 'true';
  return new Response(body, { status, headers });
}

type Desk = {
  account: StripeAccount;
  options: ApiOptions;
  idempotency: ReturnType<typeof createIdempotency>;
};

const openCall = (context: ApiContext): ApiCall => ({
  requestId: makeId('req', 14),
  idempotencyKey: context.req.method === 'POST' ? (context.req.header('idempotency-key') ?? null) : null,
});

/** Checks what comes before any route and answers with the parsed parameters. */
function admit(desk: Desk, context: ApiContext, form: string): FormHash {
  requireSecretKey(context.req.header('authorization'), desk.options.secretKey);
  requireVersion(context.req.header('stripe-version'));
  return parseForm(form);
}

type Work = { call: ApiCall; parameters: FormHash; route: Route };

const answer = ({ account, options }: Desk, context: ApiContext, { call, parameters, route }: Work): Wire =>
  account.during(call, () =>
    route({ parameters, id: context.req.param('id') ?? '', publicUrl: options.publicUrl(context) }),
  );

const handleGet = (desk: Desk, route: Route) => (context: ApiContext) => {
  const call = openCall(context);
  const outcome = toOutcome(call.requestId, () => {
    const parameters = admit(desk, context, new URL(context.req.url).search);
    return answer(desk, context, { call, parameters, route });
  });
  return respond(context, call, { outcome, replayed: false });
};

async function runPost(desk: Desk, context: ApiContext, work: Work): Promise<Outcome> {
  const { settings } = desk.account;
  if (settings.latencyMs > 0) await pause(settings.latencyMs);
  if (settings.failAndKeep === 0) return toOutcome(work.call.requestId, () => answer(desk, context, work));
  settings.failAndKeep -= 1;
  return toOutcome(work.call.requestId, failOnDemand);
}

const handlePost = (desk: Desk, route: Route) => async (context: ApiContext) => {
  const call = openCall(context);
  const body = await context.req.text();
  const key = call.idempotencyKey;
  const keyed = { key: key ?? '', fingerprint: `${context.req.path}\n${body}` };
  const admitted = attempt(call.requestId, () => {
    requireForm(context, body);
    const parameters = admit(desk, context, body);
    return { parameters, known: key === null ? undefined : desk.idempotency.recall(keyed) };
  });
  if (!admitted.ok) return respond(context, call, { outcome: admitted.outcome, replayed: false });
  const { parameters, known } = admitted.value;
  if (known) return respond(context, call, { outcome: known, replayed: true });
  const run = () => runPost(desk, context, { call, parameters, route });
  const outcome = await (key === null ? run() : desk.idempotency.keep(keyed, run));
  return respond(context, call, { outcome, replayed: false });
};

const handleUnknown = (desk: Desk) => (context: ApiContext) => {
  const call = openCall(context);
  const outcome = toOutcome(call.requestId, () => {
    admit(desk, context, '');
    return unknownUrl(context);
  });
  return respond(context, call, { outcome, replayed: false });
};

/** `/v1`: who is asking, in which version, once or again; then the route's answer in Stripe's envelope. */
export function createApi(account: StripeAccount, options: ApiOptions) {
  const app = new Hono<StandInEnv>();
  const desk = { account, options, idempotency: createIdempotency(account.now) };
  return {
    app,
    get: (path: string, route: Route) => app.get(path, handleGet(desk, route)),
    post: (path: string, route: Route) => app.post(path, handlePost(desk, route)),
    refuseTheRest: () => app.all('*', handleUnknown(desk)),
    forget: desk.idempotency.clear,
  };
}
