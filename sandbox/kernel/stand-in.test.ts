import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createStandIn, type RunningStandIn, serveStandIn } from './stand-in.ts';

let running: RunningStandIn;
let standIn = start();

function start() {
  const created = createStandIn({
    name: 'till',
    settings: z.object({ price: z.int().default(5), label: z.string().default('x') }),
    reset: () => undefined,
  });
  created.app.post('/pay', (c) => {
    created.record('payment', { price: created.settings.price });
    return c.json({ paid: created.settings.price });
  });
  return created;
}

const pay = () => fetch(`${running.url}/pay`, { method: 'POST' });
const control = (json: unknown) =>
  fetch(`${running.url}/__control`, { method: 'POST', body: JSON.stringify(json) });
const fault = (fields: Record<string, unknown>) => control({ faults: [{ match: 'POST /p*', ...fields }] });

beforeEach(async () => {
  standIn = start();
  running = await serveStandIn(standIn.app, 0);
});
afterEach(() => running.close());

describe('a fault', () => {
  it('answers in the place of the vendor, so many times', async () => {
    await fault({ status: 503, body: { error: 'down' }, headers: { 'retry-after': '2' }, times: 1 });
    const answer = await pay();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await answer.json()).toEqual({ error: 'down' });
    expect(standIn.entries()).toEqual([]);
    expect((await pay()).status).toBe(200);
  });

  it('can act first and then answer otherwise', async () => {
    await fault({ status: 500, after: true });
    expect((await pay()).status).toBe(500);
    expect(standIn.entries()).toHaveLength(1);
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ])('cuts the connection %s acting', async (cut, payments) => {
    await fault({ cut, times: 1 });
    await expect(pay()).rejects.toThrow();
    expect(standIn.entries()).toHaveLength(payments);
  });

  it('leaves other paths alone', async () => {
    await control({ faults: [{ match: 'GET /pay', status: 500 }] });
    expect((await pay()).status).toBe(200);
  });
});

describe('the controls', () => {
  it('change one setting and keep the others', async () => {
    await control({ settings: { label: 'y' } });
    await control({ settings: { price: 7 } });
    expect(await (await pay()).json()).toEqual({ paid: 7 });
    expect(standIn.settings).toEqual({ price: 7, label: 'y' });
  });

  it.each([
    [{ settings: { cost: 7 } }],
    [{ settings: { price: 'seven' } }],
    [{ clock: 1 }],
    [{ faults: [{ match: 'GET /', sleep: 1 }] }],
  ])('refuse %j whole', async (json) => {
    expect((await control(json)).status).toBe(400);
    expect(standIn.settings).toEqual({ price: 5, label: 'x' });
  });

  it('put everything back on reset', async () => {
    await control({
      settings: { price: 7 },
      clockOffsetMs: 86_400_000,
      faults: [{ match: '*', status: 500 }],
    });
    expect(standIn.now().getTime() - Date.now()).toBeGreaterThan(86_000_000);
    await control({ reset: true });
    expect(await (await pay()).json()).toEqual({ paid: 5 });
    expect(standIn.now().getTime() - Date.now()).toBeLessThan(1_000);
    expect(standIn.entries()).toMatchObject([{ seq: 1, kind: 'payment', price: 5 }]);
  });
});
