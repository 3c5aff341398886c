import type { Quote } from '#lib/checkout/read-quote';
import type { PromotionStore } from '#lib/db/promotion-store';
import type { RateLimits } from '#lib/db/rate-limits';
import {
  discountPrice,
  findRefusal,
  type Promotion,
  type PromotionRefusal,
  parsePromotionCode,
} from '#lib/domain/promotion';
import { err, ok, type Result } from '#lib/domain/result';

export type PromotionRefused = { kind: 'promotion_refused'; reason: PromotionRefusal };

type PromotionDeps = { promotions: Pick<PromotionStore, 'read'> };

/** The code that was typed, whether or not it may be used now; nothing typed is no code. */
export async function findPromotion(
  { promotions }: PromotionDeps,
  typed = '',
): Promise<Result<Promotion | undefined, PromotionRefused>> {
  if (typed.trim() === '') return ok(undefined);
  const code = parsePromotionCode(typed);
  const found = code && (await promotions.read(code));
  return found ? ok(found) : refuse('unknown');
}

/** The quote at the price with the code. */
export function discountQuote(quote: Quote, promotion: Promotion | undefined): Quote {
  if (!promotion) return quote;
  const { price, discount } = discountPrice(quote.price, promotion.percentOff);
  return { ...quote, price, promotion: { code: promotion.code, discount } };
}

/**
 * A code that may be used now, by a customer who is not known yet: that each has it once is told when they pay. Every
 * try is counted, so that codes cannot be guessed.
 */
export async function readPromotion(
  deps: PromotionDeps & { limits: Pick<RateLimits, 'take'> },
  { typed, clientKey }: { typed: string; clientKey: string },
): Promise<Result<Promotion, PromotionRefused | { kind: 'too_many'; retryAfterSeconds: number }>> {
  const taken = await deps.limits.take('promotion_client', clientKey);
  if (!taken.ok) return err({ kind: 'too_many', retryAfterSeconds: taken.retryAfterSeconds });
  const found = await findPromotion(deps, typed);
  if (!found.ok) return found;
  if (!found.value) return refuse('unknown');
  const reason = findRefusal(found.value);
  return reason ? refuse(reason) : ok(found.value);
}

const refuse = (reason: PromotionRefusal) => err({ kind: 'promotion_refused', reason } as const);
