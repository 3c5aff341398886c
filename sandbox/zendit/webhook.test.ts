import { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import credentials from '../credentials.json' with { type: 'json' };
import { type RunningStandIn, type StandInEnv, serveStandIn } from '../kernel/stand-in.ts';
import { createZenditStandIn } from './stand-in.ts';

type Received = { method: string; secret: string | undefined; status: string | undefined };
const bodySchema = z.object({ transactionId: z.literal('tx-1'), status: z.string() });

let shop: RunningStandIn | undefined;
afterEach(() => shop?.close());

/** A shop that answers with the given codes in turn, then with 200; resolves when so many calls have come. */
async function startShop(expected: number, codes: number[] = []) {
  const received: Received[] = [];
  const app = new Hono<StandInEnv>();
  const complete = new Promise<Received[]>((resolve) => {
    app.all('/api/webhooks/zendit', async (c) => {
      const text = await c.req.text();
      const status = text === '' ? undefined : bodySchema.parse(JSON.parse(text)).status;
      received.push({ method: c.req.method, secret: c.req.header(credentials.zendit.webhookHeader), status });
      if (received.length === expected) resolve(received);
      return new Response(null, { status: codes.shift() ?? 200 });
    });
  });
  shop = await serveStandIn(app, 0);
  return { webhookUrl: `${shop.url}/api/webhooks/zendit`, complete };
}

async function buy(webhookUrl: string, settings: Record<string, unknown> = {}) {
  const standIn = createZenditStandIn({ webhookUrl });
  await standIn.app.request('/__control', {
    method: 'POST',
    body: JSON.stringify({ settings: { purchaseMs: 20, webhookRetryMs: [1, 1, 1], ...settings } }),
  });
  await standIn.app.request('/v1/esim/purchases', {
    method: 'POST',
    headers: { authorization: `Bearer ${credentials.zendit.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ offerId: 'ESIM-JP-30D-5GB-NOROAM', transactionId: 'tx-1' }),
  });
  return standIn;
}

describe('Zendit’s webhook', () => {
  it('checks the address with HEAD, then tells IN_PROGRESS and the end with the agreed header', async () => {
    const { webhookUrl, complete } = await startShop(3);
    await buy(webhookUrl);
    const [check, ...posts] = (await complete).toSorted((a, b) => a.method.localeCompare(b.method));
    expect(check).toEqual({ method: 'HEAD', secret: undefined, status: undefined });
    const secret = credentials.zendit.webhookSecret;
    expect(posts.map((post) => post.status).sort()).toEqual(['DONE', 'IN_PROGRESS']);
    expect(posts.every((post) => post.method === 'POST' && post.secret === secret)).toBe(true);
  });

  it('sends again what was not accepted', async () => {
    const { webhookUrl, complete } = await startShop(5, [200, 503, 500]);
    const standIn = await buy(webhookUrl);
    expect((await complete).filter(({ method }) => method === 'POST')).toHaveLength(4);
    const refused = standIn
      .entries()
      .filter(({ kind, httpStatus }) => kind === 'webhook' && httpStatus !== 200);
    expect(refused).toHaveLength(2);
  });

  it('sends copies when told to', async () => {
    const { webhookUrl, complete } = await startShop(7);
    await buy(webhookUrl, { webhookDuplicates: 2 });
    expect((await complete).filter(({ status }) => status === 'DONE').length).toBeGreaterThanOrEqual(2);
  });
});
