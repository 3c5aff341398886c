import type { HoldReason } from '#lib/domain/order';
import { assertNever } from '#lib/domain/result';
import type { RejectReason } from '#lib/providers/port';

/**
 * What a wholesaler's no means for an order: wait for an operator, or give the money back now. `scope`: whether every
 * order at this wholesaler would be refused the same, or this one alone.
 */
export type Refusal =
  | { kind: 'hold'; reason: HoldReason; scope: 'wholesaler' | 'order' }
  | { kind: 'give_up' };

export function toRefusal(reason: RejectReason): Refusal {
  switch (reason) {
    case 'wallet':
      return { kind: 'hold', reason: 'wallet', scope: 'wholesaler' };
    case 'access':
      return { kind: 'hold', reason: 'breaker', scope: 'wholesaler' };
    case 'offer_unavailable':
    case 'invalid':
    case 'not_supported':
      return { kind: 'give_up' };
    default:
      return assertNever(reason);
  }
}
