import { createRandom } from '../catalogue/random.ts';
import type { ZimPlan } from '../catalogue/zim-plan.ts';

const idAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** ZIM's opaque ids: the same `seed` gives the same id. */
export const toZimId = (prefix: 'ordr' | 'sub' | 'esim', seed: string) =>
  `${prefix}_${createRandom(`zim-${prefix} ${seed}`).text(21, idAlphabet)}`;

/** `iccid` and `msisdn` are digits here and bare JSON numbers on the wire. */
export type ZimEsim = { id: string; iccid: string; msisdn: string; matchingID: string };
export type ZimSubscription = {
  id: string;
  orderId: string;
  plan: ZimPlan;
  esim: ZimEsim;
  /** Shown from this instant of the stand-in's clock on. */
  dueMs: number;
  shown: boolean;
};

export function toZimEsim(serial: number): ZimEsim {
  const digits = String(serial % 1_000_000_000).padStart(9, '0');
  return {
    id: toZimId('esim', String(serial)),
    iccid: `8948010000${digits}`,
    msisdn: `4474${digits.slice(-8)}`,
    matchingID: createRandom(`zim-matching ${serial}`).text(32, '0123456789ABCDEF'),
  };
}
