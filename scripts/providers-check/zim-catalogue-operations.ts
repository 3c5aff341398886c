import { createJsonClient } from '#lib/http/json-client';
import { createLimiter } from '#lib/http/limiter';
import { fromPartnerCountry } from '#lib/providers/country-code';
import { listUncovered, searchOffers, toCovered } from '#lib/providers/zim/catalogue';
import { createZimClient } from '#lib/providers/zim/client';
import { createZimProvider, type ZimProviderOptions } from '#lib/providers/zim/index';
import { createZimTokens } from '#lib/providers/zim/token';
import type { Bench } from './bench.ts';
import { count, describeOffers } from './describe.ts';
import { type Answer, failed, type Operation } from './operation.ts';
import { readTexts } from './read-texts.ts';
import { zimDestination, zimLocalPlans, zimPlan, zimScopes, zimToken } from './zim-shapes.ts';

type Desk = { bench: Bench; options: ZimProviderOptions; codes: string[] };

export function listZimCatalogueOperations(bench: Bench, options: ZimProviderOptions): readonly Operation[] {
  const desk: Desk = { bench, options, codes: [] };
  return [
    { name: 'token', shapes: [{ path: /^\/$/, shape: zimToken }], ask: () => askToken(options) },
    ...listDestinationOperations(desk),
    ...listPlanOperations(desk),
  ];
}

/** Leaves the codes it saw for the operations after it. */
function listDestinationOperations({ bench, options, codes }: Desk): readonly Operation[] {
  const provider = createZimProvider(options);
  return [
    {
      name: 'destinations',
      shapes: [{ path: /supported_destinations$/, shape: zimDestination }],
      ask: async () => {
        const read = await provider.readDestinations();
        if (!read.ok) return failed(read);
        codes.push(...readTexts(bench, 'isoAlpha3'));
        const unknown = codes.filter((code) => fromPartnerCountry(code) === undefined);
        return {
          kind: 'ok',
          facts: [count(read.value.length, 'destination')],
          differences: unknown.map((code) => `no country of ours is called ${code}`),
        };
      },
    },
    {
      name: 'one destination',
      shapes: [{ path: /^\/destinations\/[^/]+$/, shape: zimScopes }],
      ask: async () => {
        const [code] = codes;
        if (code === undefined) return { kind: 'skipped', why: 'no destination is listed' };
        const read = await provider.readScopes(code);
        if (!read.ok) return failed(read);
        const kinds = Object.entries(read.value).flatMap(([kind, sold]) => (sold ? [kind] : []));
        return { kind: 'ok', facts: [`${code} has ${kinds.join(', ') || 'no'} plans`] };
      },
    },
  ];
}

function listPlanOperations({ options, codes }: Desk): readonly Operation[] {
  const catalogue = { ...options, client: createZimClient(options) };
  return [
    {
      name: 'plan search',
      shapes: [{ path: /search$/, shape: zimPlan }],
      ask: async () => {
        const read = await searchOffers(catalogue);
        if (!read.ok) return failed(read);
        const covered = toCovered(read.value);
        const open = codes.filter((code) => !covered.has(fromPartnerCountry(code) ?? code));
        const differences = open.length > 0 ? [`${count(open.length, 'destination')} without a plan`] : [];
        return { kind: 'ok', facts: describeOffers(read.value), differences };
      },
    },
    {
      name: 'local plans',
      shapes: [{ path: /\/local$/, shape: zimLocalPlans }],
      ask: async () => {
        // The first page is one destination's; a check need not read two hundred.
        for await (const page of listUncovered(catalogue, new Set()))
          return page.ok ? { kind: 'ok', facts: describeOffers(page.value.offers) } : failed(page);
        return { kind: 'skipped', why: 'no destination is listed' };
      },
    },
  ];
}

async function askToken(options: ZimProviderOptions): Promise<Answer> {
  const { tokenUrl: baseUrl, log } = options;
  const limiter = createLimiter({ concurrency: 1, perSecond: 2 });
  const http = createJsonClient({ baseUrl, headers: {}, provider: 'zim', log, limiter });
  const token = await createZimTokens({ ...options, http }).get();
  return token.ok ? { kind: 'ok', facts: ['granted'] } : failed(token);
}
