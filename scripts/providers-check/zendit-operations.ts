import { z } from 'zod';
import type { Env } from '#lib/config/env';
import { type Profile, parseActivationCode } from '#lib/domain/esim';
import type { Result } from '#lib/domain/result';
import { parseLossless } from '#lib/http/parse-lossless';
import type { ReadError } from '#lib/providers/port';
import { createZenditProvider, type ZenditProvider } from '#lib/providers/zendit/index';
import type { ListedPurchase } from '#lib/providers/zendit/list-purchases';
import { zenditConfirmationWire } from '#lib/providers/zendit/wire';
import type { Bench } from './bench.ts';
import { count, describeIccids, describeOffers } from './describe.ts';
import { type Answer, failed, type Operation } from './operation.ts';
import {
  zenditBalance,
  zenditOffer,
  zenditOffers,
  zenditPlans,
  zenditPurchase,
  zenditPurchases,
  zenditRefund,
} from './zendit-shapes.ts';

const LOOK_BACK_MS = 365 * 86_400_000;

/** Every read that Zendit documents, through the adapter the shop uses. */
export async function listZenditOperations(bench: Bench, env: Env): Promise<readonly Operation[]> {
  const apiUrl = await bench.relayTo(env.ZENDIT_API_URL, (line) => line.startsWith('GET /'));
  const provider = createZenditProvider({ apiUrl, apiKey: env.ZENDIT_API_KEY ?? '', log: bench.log });
  return [...listCatalogueOperations(provider), ...listPurchaseOperations(bench, provider)];
}

function listCatalogueOperations(provider: ZenditProvider): readonly Operation[] {
  let offerId: string | undefined;
  return [
    {
      name: 'balance',
      shapes: [{ path: /^\/balance$/, shape: zenditBalance }],
      ask: async () => {
        const read = await provider.readBalance();
        if (!read.ok) return failed(read);
        const { minor, currency, exponent } = read.value;
        return { kind: 'ok', facts: [`${(minor / 10 ** exponent).toFixed(exponent)} ${currency}`] };
      },
    },
    {
      name: 'offers',
      shapes: [{ path: /^\/esim\/offers$/, shape: zenditOffers }],
      ask: async () => {
        const read = await collect(provider.listOffers(), ({ offers }) => offers);
        if (!read.ok) return failed(read);
        offerId = read.value[0]?.offerId;
        return { kind: 'ok', facts: describeOffers(read.value) };
      },
    },
    {
      name: 'one offer',
      shapes: [{ path: /^\/esim\/offers\/[^/]+$/, shape: zenditOffer }],
      ask: async () => {
        if (offerId === undefined) return { kind: 'skipped', why: 'no offer is for sale' };
        const read = await provider.getOffer(offerId);
        return read.ok ? { kind: 'ok', facts: [read.value.offerId] } : failed(read);
      },
    },
  ];
}

function listPurchaseOperations(bench: Bench, provider: ZenditProvider): readonly Operation[] {
  let done: ListedPurchase | undefined;
  let profile: Profile | undefined;
  const nothing: Answer = { kind: 'skipped', why: 'no completed purchase in the last year' };
  return [
    {
      name: 'purchases since a date',
      shapes: [{ path: /^\/esim\/purchases$/, shape: zenditPurchases }],
      ask: async () => {
        const createdSince = new Date(Date.now() - LOOK_BACK_MS);
        const read = await collect(provider.listPurchases({ createdSince }), (purchases) => purchases);
        if (!read.ok) return failed(read);
        done = read.value.findLast(({ status }) => status === 'DONE');
        const older = read.value.filter(({ createdAt }) => Date.parse(createdAt ?? '') < +createdSince);
        return {
          kind: 'ok',
          facts: [count(read.value.length, 'purchase'), describeIccids(bench.observed())],
          differences: older.length > 0 ? [`the date filter let ${older.length} older ones through`] : [],
        };
      },
    },
    {
      name: 'one purchase',
      shapes: [{ path: /^\/esim\/purchases\/[^/]+$/, shape: zenditPurchase }],
      ask: async () => {
        if (!done) return nothing;
        const read = await provider.findPurchase({ key: done.key });
        if (!read.ok) return failed(read);
        if (read.value.kind !== 'ready') return { kind: 'ok', facts: [`read as ${read.value.kind}`] };
        profile = read.value.profile;
        return { kind: 'ok', facts: [describeMatchingId(bench, profile)] };
      },
    },
    {
      name: 'plans on an eSIM',
      shapes: [{ path: /^\/esim\/[^/]+\/plans$/, shape: zenditPlans }],
      ask: async () => {
        if (!profile) return nothing;
        const { iccid, esimRef, subscriptionRef } = profile;
        const reference = { iccid, esimRef, subscriptionRef, offerId: done?.offerId ?? '' };
        const read = await provider.readUsage(reference, new Date());
        return read.ok ? { kind: 'ok', facts: [`state ${read.value.state}`] } : failed(read);
      },
    },
    {
      name: 'refund of a purchase',
      shapes: [{ path: /\/refund$/, shape: zenditRefund }],
      ask: async () => {
        if (!done) return nothing;
        const read = await provider.refundStatus({ key: done.key });
        return read.ok ? { kind: 'ok', facts: [`refund: ${read.value.kind}`] } : failed(read);
      },
    },
  ];
}

async function collect<Page, T>(
  pages: AsyncIterable<Result<Page, ReadError>>,
  toItems: (page: Page) => readonly T[],
): Promise<Result<readonly T[], ReadError>> {
  const items: T[] = [];
  for await (const page of pages) {
    if (!page.ok) return page;
    items.push(...toItems(page.value));
  }
  return { ok: true, value: items };
}

const withConfirmation = z.object({ confirmation: zenditConfirmationWire });

/** Which field of the raw answer holds what the adapter settled on, and whether it needed Zendit's own QR image. */
function describeMatchingId(bench: Bench, { activationCode: { matchingId } }: Profile): string {
  const bodies = bench.observed().map(({ text }) => withConfirmation.safeParse(parseLossless(text)?.value));
  const confirmation = bodies.find(({ success }) => success)?.data?.confirmation;
  const fields = (['activationCode', 'externalReferenceId'] as const).filter((field) => {
    const held = confirmation?.[field]?.trim() ?? '';
    return held === matchingId || parseActivationCode(held)?.matchingId === matchingId;
  });
  const isDrawn = bench.observed().some(({ path, status }) => status === 200 && path.endsWith('/qrcode'));
  const source = isDrawn ? ', settled by the QR image' : '';
  return `matching ID in ${fields.join(' and ') || 'neither field'}${source}`;
}
