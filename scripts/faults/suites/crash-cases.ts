import type { StandIns } from '../world/stand-ins.ts';

export type Provider = 'zim' | 'zendit';

/** One death: where, at which wholesaler, and at the how-manieth passing of the point. */
export type CrashCase = { label: string; provider: Provider; passing: number };

type Point = {
  label: string;
  what: string;
  /** Where it exists for one wholesaler only. */
  only?: Provider;
  /** Some points are passed before it matters. */
  firstPassing?: Partial<Record<Provider, number>>;
};

/** Every named point of an order's way, in the order in which they are passed; `r` in that of its refund. */
export const POINTS: readonly Point[] = [
  { label: 'c1', what: 'before the order is inserted' },
  { label: 'c2', what: 'after it' },
  { label: 'c3', what: 'pay page made, its id not kept' },
  { label: 'c4', what: 'its id kept, the browser not told' },
  { label: 'w1', what: 'webhook verified, not kept' },
  { label: 'w2', what: 'webhook kept, not answered' },
  { label: 'w3', what: 'webhook leased, not worked' },
  { label: 'w4', what: 'payment noted, order not looked at' },
  { label: 'j1', what: 'order leased' },
  { label: 'j2', what: 'intent written, nothing sent' },
  { label: 'j3', what: 'purchase on its way' },
  { label: 'j4', what: 'answer here, not noted' },
  { label: 'j5', what: 'purchase noted' },
  { label: 'j6', what: 'eSIM seen, not claimed', firstPassing: { zim: 2 } },
  { label: 'j7', what: 'eSIM claimed, codes not stored', only: 'zim' },
  { label: 'j8', what: 'codes stored, money not taken' },
  { label: 'p1', what: 'money taken, not noted' },
  { label: 'v1', what: 'hold given back, not noted' },
  { label: 'r1', what: 'refund noted, not asked for' },
  { label: 'r2', what: 'refund made, not noted' },
  { label: 'm1', what: 'mail sent, not noted' },
  { label: 's1', what: 'in the middle of a reconciliation' },
  { label: 't1', what: "in the middle of a token's renewal", only: 'zim' },
];

/** A death at each kind of step, at one wholesaler each. */
const REDUCED: readonly CrashCase[] = [
  { label: 'c3', provider: 'zendit', passing: 1 },
  { label: 'w3', provider: 'zim', passing: 1 },
  { label: 'j3', provider: 'zim', passing: 1 },
  { label: 'j4', provider: 'zendit', passing: 1 },
  { label: 'p1', provider: 'zim', passing: 1 },
  { label: 'r2', provider: 'zendit', passing: 1 },
];

export function listCases(size: 'full' | 'reduced'): readonly CrashCase[] {
  if (size === 'reduced') return REDUCED;
  return POINTS.flatMap(({ label, only, firstPassing }) =>
    (['zim', 'zendit'] as const)
      .filter((provider) => only === undefined || only === provider)
      .flatMap((provider) =>
        [0, 1].map((further) => ({ label, provider, passing: (firstPassing?.[provider] ?? 1) + further })),
      ),
  );
}

/** Whether the case needs a process of its own: with settings of its own, or without a token that lasts for long. */
export const isApart = ({ label }: CrashCase): boolean => label === 'v1' || label === 't1';

/** Whether the order is delivered first, and dies with its refund. */
export const isOfRefund = ({ label }: CrashCase): boolean => label.startsWith('r');

export type End = { fulfilment: string; payment: string };
export const DELIVERED: End = { fulfilment: 'delivered', payment: 'captured' };

/** How an order of this case ends. */
export function toEnd(tried: CrashCase): End {
  if (tried.label === 'v1') return { fulfilment: 'cancelled', payment: 'voided' };
  return isOfRefund(tried) ? { ...DELIVERED, payment: 'refunded' } : DELIVERED;
}

/** What has to be so that the point is passed at all; answers with what the shop is started with. */
export async function prepare(
  { label }: CrashCase,
  { zim, zendit, stripe }: StandIns,
): Promise<Record<string, string>> {
  const fails = label === 'v1';
  await Promise.all([
    // So short that it is renewed a second time.
    zim.set({ outcome: fails ? 'failed' : 'fulfilled', tokenSeconds: label === 't1' ? 4 : 3_600 }),
    zendit.set({ nextOutcome: fails ? 'failed' : 'done' }),
    // Only what the reconciliation finds is settled then.
    stripe.set({ webhookEnabled: label !== 's1' }),
    // So long that the process dies before the wholesaler has acted.
    label === 'j3' ? slowPurchases({ zim, zendit }) : Promise.all([zim.fail([]), zendit.fail([])]),
  ]);
  return fails ? { DELIVERY_PROMISE_MINUTES: '0.05' } : {};
}

const slowPurchases = ({ zim, zendit }: Pick<StandIns, 'zim' | 'zendit'>) =>
  Promise.all([
    zim.fail([{ match: 'POST /orders/with-wallet', delayMs: 300, times: 2 }]),
    zendit.fail([{ match: 'POST /v1/esim/purchases', delayMs: 300, times: 2 }]),
  ]);
