import type { StandIns } from '../world/stand-ins.ts';

const ZIM_ORDER = 'POST /orders/with-wallet';
const ZENDIT_ORDER = 'POST /v1/esim/purchases';
const BROKEN = '<html>Bad gat';

/** The storm's faults on each call, in shares of 1. */
const SHARES = {
  failedBefore: 0.05,
  failedAfter: 0.03,
  lostAfter: 0.05,
  lostBefore: 0.02,
  malformed: 0.02,
  refusedToken: 0.01,
  tooMany: 0.01,
} as const;

function mixOf(match: string, seed: number) {
  return [
    { match, seed, chance: SHARES.failedBefore, status: 503, body: { error: 'unavailable' } },
    { match, seed, chance: SHARES.failedAfter, status: 502, body: { error: 'bad gateway' }, after: true },
    { match, seed, chance: SHARES.lostAfter, cut: 'after' as const },
    { match, seed, chance: SHARES.lostBefore, cut: 'before' as const },
    { match, seed, chance: SHARES.malformed, status: 200, body: BROKEN, after: true },
    { match, seed, chance: SHARES.tooMany, status: 429, body: {}, headers: { 'retry-after': '1' } },
  ];
}

/**
 * The storm's weather: purchases, looks and money calls fail in every way, a share of webhooks is doubled, out of
 * order or lost, and some eSIMs are late. A refused key is ZIM's alone: its tokens expire, while Zendit's one key
 * refused means that selling has to stop.
 */
export async function brewStorm(
  { zim, zendit, stripe }: StandIns,
  seed: number,
  speedUp: number,
): Promise<void> {
  const expired = { status: 401, body: { message: 'The access token expired' } };
  await Promise.all([
    zim.fail([
      ...mixOf(ZIM_ORDER, seed),
      { match: ZIM_ORDER, seed, chance: SHARES.refusedToken, ...expired },
      ...mixOf('GET *', seed + 1),
      { match: 'GET *', seed, chance: SHARES.refusedToken, ...expired },
    ]),
    zim.set({ late: { chance: 0.01, lagMs: Math.ceil(300_000 / speedUp) } }),
    zendit.fail([...mixOf(ZENDIT_ORDER, seed + 2), ...mixOf('GET *', seed + 3)]),
    stripe.fail(mixOf('* /v1/*', seed + 4)),
    stripe.set({ webhookMix: { double: 0.2, hold: 0.1, heldMs: 2_000, lose: 0.05, seed } }),
  ]);
}

/** The weather clears: what is open now must come to its end. */
export async function calm({ zim, zendit, stripe }: StandIns): Promise<void> {
  await Promise.all([zim.fail([]), zendit.fail([]), stripe.fail([])]);
}
