import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createJsonClient, type JsonCall } from '#lib/http/json-client';
import { createLimiter } from '#lib/http/limiter';
import { type ScriptedAnswer, type ScriptedServer, startScriptedServer } from '#lib/http/scripted-server';
import { createLog } from '#lib/observability/log';

const open: ScriptedServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function setUp(answer: Parameters<typeof startScriptedServer>[0]) {
  const server = await startScriptedServer(answer);
  open.push(server);
  const lines: string[] = [];
  const client = createJsonClient({
    baseUrl: `${server.url}/v1`,
    headers: { authorization: 'Bearer very-secret' },
    log: createLog({ write: (line: string) => lines.push(line) }),
    provider: 'zendit',
    limiter: createLimiter({ concurrency: 4, perSecond: 100 }),
  });
  return { client, server, lines };
}

const schema = z.object({ iccid: z.string() });
const READ: JsonCall<z.infer<typeof schema>> = { method: 'GET', path: '/esims', effect: 'reads', schema };
const BUY: typeof READ = {
  ...READ,
  method: 'POST',
  path: '/orders',
  json: { planID: 'p' },
  effect: 'changes',
};

describe('a call that is answered', () => {
  it('keeps every digit of a number that a double cannot hold', async () => {
    const { client } = await setUp(() => ({ body: '{"iccid": 8948010000000012345}' }));
    expect(await client.send(READ)).toEqual({
      kind: 'answered',
      status: 200,
      body: { iccid: '8948010000000012345' },
    });
  });

  it('goes below the base path with query, headers and a JSON body', async () => {
    const { client, server } = await setUp(() => ({ body: '{"iccid":"1"}' }));
    await client.send({ ...BUY, query: { createdAt: 'gte2026-11-22T00:00:00Z', region: 'South Asia' } });
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      path: '/v1/orders?createdAt=gte2026-11-22T00%3A00%3A00Z&region=South+Asia',
      body: '{"planID":"p"}',
    });
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer very-secret',
      'content-type': 'application/json',
      accept: 'application/json',
    });
  });

  it('leaves one log line with method, path, status and request id, and no secret', async () => {
    const { client, lines } = await setUp(() => ({
      body: '{"iccid":"89480100000000123"}',
      headers: { 'x-request-id': 'req-7' },
    }));
    await client.send({ ...READ, path: '/esim/8948010000000012345/plans', logPath: '/esim/{iccId}/plans' });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      msg: 'partner call',
      provider: 'zendit',
      method: 'GET',
      path: '/esim/{iccId}/plans',
      status: 200,
      requestId: 'req-7',
      kind: 'answered',
    });
    expect(lines[0]).not.toMatch(/very-secret|8948010000/);
  });
});

describe('a call that is not answered as documented', () => {
  it.each([
    ['HTML', '<html></html>'],
    ['a truncated body', '{"iccid": "89'],
    ['nothing', ''],
    ['another shape', '{"iccid": {"value": 1}}'],
    ['a list nested 100,000 deep', '['.repeat(100_000)],
  ])('calls %s malformed', async (_, body) => {
    const { client } = await setUp(() => ({ body }));
    expect(await client.send(READ)).toEqual({ kind: 'malformed', status: 200 });
  });

  it('does not follow a redirect', async () => {
    const { client, server } = await setUp(() => ({ status: 302, headers: { location: '/elsewhere' } }));
    expect(await client.send(READ)).toMatchObject({ kind: 'refused', status: 302 });
    expect(server.requests).toHaveLength(1);
  });

  it('stops reading a body over 5 MB, and over 50 MB for a list', async () => {
    const body = JSON.stringify({ iccid: 'x'.repeat(6 * 1024 ** 2) });
    const { client } = await setUp(() => ({ body }));
    expect(await client.send(READ)).toEqual({ kind: 'malformed', status: 200 });
    expect(await client.send({ ...READ, size: 'list' })).toMatchObject({ kind: 'answered' });
  });

  it('reports a refusal with the body that the partner worded', async () => {
    const { client } = await setUp(() => ({ status: 400, body: '{"errorCode":"INVALID_REQUEST"}' }));
    expect(await client.send(READ)).toEqual({
      kind: 'refused',
      status: 400,
      body: { errorCode: 'INVALID_REQUEST' },
    });
  });
});

describe('repetition', () => {
  const afterTwo = (first: ScriptedAnswer) => (_: unknown, number: number) =>
    number <= 2 ? first : { body: '{"iccid":"1"}' };

  it.each([
    ['500', { status: 500 }],
    ['a cut connection', 'cut' as const],
    ['429 with a short wait', { status: 429, headers: { 'retry-after': '0' } }],
  ])('repeats a read twice after %s', async (_, answer) => {
    const { client, server } = await setUp(afterTwo(answer));
    expect(await client.send(READ)).toMatchObject({ kind: 'answered' });
    expect(server.requests).toHaveLength(3);
  });

  it.each([
    ['500', { status: 500 }, { kind: 'refused', status: 500, body: {} }],
    ['a cut connection', 'cut' as const, { kind: 'lost' }],
    ['HTML', { status: 502, body: '<html>' }, { kind: 'malformed', status: 502 }],
  ])('never repeats what buys, after %s', async (_, answer, expected) => {
    const { client, server } = await setUp(() => answer);
    expect(await client.send(BUY)).toEqual(expected);
    expect(server.requests).toHaveLength(1);
  });

  it('tells at once how long a busy partner wants to be left alone, and keeps to it', async () => {
    const { client, server } = await setUp(() => ({ status: 429, headers: { 'retry-after': '30' } }));
    expect(await client.send(READ)).toMatchObject({ kind: 'refused', status: 429, retryAfterMs: 30_000 });
    expect(await client.send(BUY)).toMatchObject({ kind: 'not_sent' });
    expect(server.requests).toHaveLength(1);
  });

  it('knows that nothing was sent when nobody listens', async () => {
    const { client, server } = await setUp(() => 'cut');
    await server.close();
    expect(await client.send(BUY)).toEqual({ kind: 'not_sent' });
  });

  it('stops calling after ten calls in a row that reached nobody', async () => {
    const { client, server } = await setUp(() => 'cut');
    for (let call = 0; call < 10; call += 1) await client.send(BUY);
    expect(client.breakerState()).toBe('open');
    expect(await client.send(BUY)).toEqual({ kind: 'not_sent' });
    expect(server.requests).toHaveLength(10);
  });
});
