import { createZimProvider, type ZimProvider, type ZimProviderOptions } from '#lib/providers/zim/index';
import type { Bench } from './bench.ts';
import { count, describeIccids } from './describe.ts';
import { failed, type Operation } from './operation.ts';
import { readTexts } from './read-texts.ts';
import { zimEsim, zimOrder, zimSubscription, zimUsage } from './zim-shapes.ts';

type Desk = { bench: Bench; provider: ZimProvider };

export function listZimAccountOperations(bench: Bench, options: ZimProviderOptions): readonly Operation[] {
  const desk = { bench, provider: createZimProvider(options) };
  return [...listSubscriptionOperations(desk), ...listEsimOperations(desk)];
}

function listSubscriptionOperations({ bench, provider }: Desk): readonly Operation[] {
  let stock = { subscriptionRef: '', esimRef: '', offerId: '' };

  return [
    {
      name: 'orders list',
      optional: true,
      shapes: [{ path: /^\/orders$/, shape: zimOrder }],
      ask: async () => {
        const read = await provider.findPurchase({ key: 'check', reference: 'check' });
        if (!read.ok) return failed(read);
        return { kind: 'ok', facts: [count(readTexts(bench, 'id').length, 'order')] };
      },
    },
    {
      name: 'subscriptions',
      shapes: [{ path: /^\/subscriptions\/$/, shape: zimSubscription }],
      ask: async () => {
        const read = await provider.listStock();
        if (!read.ok) return failed(read);
        stock = read.value[0] ?? stock;
        return { kind: 'ok', facts: [count(read.value.length, 'subscription')] };
      },
    },
    {
      name: 'usage of a subscription',
      shapes: [
        { path: /^\/subscriptions\/[^/]+$/, shape: zimSubscription },
        { path: /\/activity\/latest$/, shape: zimUsage },
      ],
      ask: async () => {
        if (stock.subscriptionRef === '') return { kind: 'skipped', why: 'the account has no subscription' };
        const read = await provider.readUsage({ ...stock, iccid: '' }, new Date());
        return read.ok ? { kind: 'ok', facts: [`state ${read.value.state}`, wrapping(bench)] } : failed(read);
      },
    },
  ];
}

function listEsimOperations({ bench, provider }: Desk): readonly Operation[] {
  let esim: string | undefined;
  return [
    {
      name: 'eSIMs',
      shapes: [{ path: /^\/esims$/, shape: zimEsim }],
      ask: async () => {
        const read = await provider.listEsims();
        if (!read.ok) return failed(read);
        esim = read.value[0]?.esimRef;
        return { kind: 'ok', facts: [count(read.value.length, 'eSIM'), describeIccids(bench.observed())] };
      },
    },
    {
      name: 'one eSIM',
      shapes: [{ path: /^\/esims\/[^/]+$/, shape: zimEsim }],
      ask: async () => {
        if (esim === undefined) return { kind: 'skipped', why: 'the account has no eSIM' };
        const read = await provider.readProfile({ esimRef: esim, subscriptionRef: '' });
        if (!read.ok) return failed(read);
        const installable = read.value ? 'can be installed' : 'is not ready to install';
        return { kind: 'ok', facts: [installable, wrapping(bench), describeIccids(bench.observed())] };
      },
    },
  ];
}

const wrapping = (bench: Bench) =>
  bench.observed().some(({ status, text }) => status === 200 && text.trimStart().startsWith('['))
    ? 'in an array of one'
    : 'as a bare object';
