import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { flushCompileCache } from 'node:module';
import { z } from 'zod';
import { startShopWorker } from '#lib/background';
import { parsePlanQuery } from '#lib/catalogue/plan-query';
import { readEnv } from '#lib/config/env';
import { CURRENCIES } from '#lib/domain/money';
import { parsePlanId } from '#lib/domain/plan';
import { armCrash } from '#lib/faults/crash-point';
import { catalogue, shop, webhooks } from '#lib/wiring';

/**
 * The shop without its pages: the same use cases and the same background work on a bare server, so that it is up in
 * under a second and can be killed every few. Prints `ready` when it listens.
 */
const checkoutBody = z.object({
  planId: z.string(),
  currency: z.enum(CURRENCIES),
  email: z.string(),
  expectedMinor: z.number(),
  clientKey: z.string(),
  quantity: z.number().default(1),
  formKey: z.uuid(),
});

type Answer = { status: number; body: unknown };

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

async function startCheckout(text: string): Promise<Answer> {
  const { planId, ...input } = checkoutBody.parse(JSON.parse(text));
  const parsed = parsePlanId(planId);
  if (!parsed) return { status: 404, body: { kind: 'plan_unknown' } };
  const started = await shop.startCheckout({ ...input, planId: parsed, locale: 'en' });
  return started.ok ? { status: 200, body: started.value } : { status: 409, body: started.error };
}

async function readStatus(orderId: string, token: string): Promise<Answer> {
  const status = await shop.readOrderStatus({ orderId, tokens: [token] });
  return status ? { status: 200, body: status } : { status: 404, body: {} };
}

const refundBody = z.object({ orderId: z.string(), lineId: z.string(), token: z.string() });

async function requestRefund(text: string): Promise<Answer> {
  const { orderId, lineId, token } = refundBody.parse(JSON.parse(text));
  const opened = await shop.requestRefund({ orderId, lineId, tokens: [token] });
  if (!opened) return { status: 404, body: {} };
  return opened.ok
    ? { status: 200, body: { state: opened.value.state } }
    : { status: 409, body: opened.error };
}

const crashBody = z.object({ label: z.string(), passing: z.number() });

async function armCrashPoint(text: string): Promise<Answer> {
  armCrash(crashBody.parse(JSON.parse(text)));
  return { status: 200, body: {} };
}

async function search(query: URLSearchParams): Promise<Answer> {
  const parsed = parsePlanQuery(query);
  if (!parsed.ok) return { status: 400, body: parsed.error };
  return { status: 200, body: await catalogue.searchPlans(parsed.value) };
}

async function receiveStripe(request: IncomingMessage): Promise<Answer> {
  const signature = String(request.headers['stripe-signature'] ?? '');
  const outcome = await webhooks.stripe(await readBody(request), signature);
  return { status: outcome === 'ok' ? 200 : 400, body: { outcome } };
}

async function receiveZendit(request: IncomingMessage): Promise<Answer> {
  if (request.method === 'HEAD') return { status: 200, body: undefined };
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const outcome = await webhooks.zendit(headers, await readBody(request));
  return { status: outcome === 'ok' ? 200 : 401, body: { outcome } };
}

async function answer(request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const order = /^\/api\/orders\/([^/]+)\/status$/.exec(url.pathname)?.[1];
  if (order) return readStatus(order, url.searchParams.get('token') ?? '');
  switch (url.pathname) {
    case '/checkout':
      return startCheckout(await readBody(request));
    case '/refund':
      return requestRefund(await readBody(request));
    case '/crash-at':
      return armCrashPoint(await readBody(request));
    case '/api/plans':
      return search(url.searchParams);
    case '/api/webhooks/stripe':
      return receiveStripe(request);
    case '/api/webhooks/zendit':
      return receiveZendit(request);
    default:
      return { status: 404, body: {} };
  }
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, body } = await answer(request).catch((thrown: unknown) => {
    console.error(thrown);
    return { status: 500, body: {} };
  });
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

/** Written by itself only by a process that ends in peace. */
flushCompileCache();
const { PORT, WORKER } = readEnv();
startShopWorker();
if (WORKER === 'only') console.log('ready');
else createServer(serve).listen(PORT, '127.0.0.1', () => console.log('ready'));
