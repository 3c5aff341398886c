import { z } from 'zod';
import { expect, test } from './fixtures/test.ts';

const answer = z.object({
  plans: z.array(
    z.object({
      id: z.string().regex(/^(zim|zendit)-/),
      place: z.object({ kind: z.literal('country'), key: z.literal('JP'), slug: z.literal('japan') }),
      validityDays: z.number().min(7),
      price: z.object({ minor: z.int().positive(), currency: z.literal('USD') }),
    }),
  ),
  cursor: z.string().optional(),
});

test('the search of plans answers what fits, page by page, in the order asked for', async ({ request }) => {
  const address = '/api/plans?place=japan&minDays=7&currency=USD&limit=5';
  const first = await request.get(address);
  expect(first.status()).toBe(200);
  const { plans, cursor } = answer.parse(await first.json());
  expect(plans).toHaveLength(5);
  expect(cursor).toBeDefined();
  const next = answer.parse(await (await request.get(`${address}&cursor=${cursor}`)).json());
  const ids = [...plans, ...next.plans].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('the search finds a statement that only a plan behind the shown one makes', async ({ request }) => {
  const search = async (parameters: string) => {
    const response = await request.get(`/api/plans?place=japan&limit=50${parameters}`);
    const found = z.object({ plans: z.array(z.object({ id: z.string(), hotspot: z.unknown() })) });
    return found.parse(await response.json()).plans;
  };
  const listed = new Set((await search('')).map(({ id }) => id));
  const withHotspot = await search('&features=hotspot');
  expect(withHotspot.length).toBeGreaterThan(0);
  for (const plan of withHotspot) expect(plan.hotspot).toEqual({ known: true, value: true });
  expect(withHotspot.filter(({ id }) => !listed.has(id))).not.toEqual([]);
});

for (const [parameters, fields] of [
  ['place=atlantis', ['place']],
  ['minDays=soon&limit=0', ['limit', 'minDays']],
  ['features=wifi&colour=red', ['colour', 'features']],
  ['place=japan&place=korea', ['place']],
] as const) {
  test(`a search for ${parameters} is refused with the names of what is wrong`, async ({ request }) => {
    const response = await request.get(`/api/plans?${parameters}`);
    expect(response.status()).toBe(400);
    expect(await response.json()).toEqual({ error: 'bad_request', fields });
  });
}

test('the health of the shop names the database and both wholesalers', async ({ request }) => {
  const response = await request.get('/api/health');
  expect(response.status()).toBe(200);
  expect(response.headers()['cache-control']).toBe('no-store');
  expect(await response.json()).toMatchObject({
    ok: true,
    db: true,
    providers: { zim: { sellable: true }, zendit: { sellable: true } },
  });
});
