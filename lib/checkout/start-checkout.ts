import { type FreshenDeps, freshenPlan } from '#lib/checkout/freshen-plan';
import { type OpenedOrder, type OpenOrderDeps, openOrder } from '#lib/checkout/open-order';
import { discountQuote, findPromotion, type PromotionRefused } from '#lib/checkout/read-promotion';
import { type Quote, type QuoteDeps, type QuoteError, quotePlan, readQuote } from '#lib/checkout/read-quote';
import type { Locale } from '#lib/config/shop';
import type { PromotionStore } from '#lib/db/promotion-store';
import type { RateLimits } from '#lib/db/rate-limits';
import { parseEmail } from '#lib/domain/email';
import type { Currency, Money } from '#lib/domain/money';
import { isQuantity } from '#lib/domain/order';
import type { PlanId } from '#lib/domain/plan';
import type { Promotion } from '#lib/domain/promotion';
import { err, ok, type Result } from '#lib/domain/result';

export type CheckoutDeps = Omit<QuoteDeps, 'plans'> &
  Omit<FreshenDeps, 'plans'> &
  OpenOrderDeps & {
    plans: QuoteDeps['plans'] & FreshenDeps['plans'];
    promotions: Pick<PromotionStore, 'read'>;
    limits: Pick<RateLimits, 'take'>;
  };

export type CheckoutInput = {
  planId: PlanId;
  currency: Currency;
  email: string;
  locale: Locale;
  /** How many eSIMs, one per traveller; what is no whole number from 1 to 10 is refused. */
  quantity: number;
  /** As it was typed; none or an empty one takes nothing off. */
  promotionCode?: string;
  /** The price of one that the traveller saw, with the code; never the price that is charged. */
  expectedMinor: number;
  /** Who asks, as far as the network tells. */
  clientKey: string;
  /** Random, of the form as it was shown: sent twice it is one order. */
  formKey: string;
};

/** Why a checkout did not begin. In every case nothing was held. */
export type CheckoutError =
  | QuoteError
  | { kind: 'email_invalid' }
  | { kind: 'quantity_invalid' }
  | { kind: 'price_changed'; price: Money }
  | PromotionRefused
  | { kind: 'payment_unavailable' }
  | { kind: 'too_many'; retryAfterSeconds: number };

/** From a plan and an address to an order and its pay page; the wholesaler is asked before the card is. */
export async function startCheckout(
  deps: CheckoutDeps,
  input: CheckoutInput,
): Promise<Result<OpenedOrder, CheckoutError>> {
  if (!isQuantity(input.quantity)) return err({ kind: 'quantity_invalid' });
  const admitted = await admit(deps, input);
  if (!admitted.ok) return admitted;
  const stored = await readQuote(deps, input);
  if (!stored.ok) return stored;
  const promotion = await findPromotion(deps, input.promotionCode);
  if (!promotion.ok) return promotion;
  const agreed = requireAgreed(discountQuote(stored.value, promotion.value), input);
  if (!agreed.ok) return agreed;
  const quote = await freshen(deps, stored.value, { ...input, promotion: promotion.value });
  if (!quote.ok) return quote;
  return openOrder(deps, {
    quote: quote.value,
    quantity: input.quantity,
    email: admitted.value,
    locale: input.locale,
    formKey: input.formKey,
  });
}

/** The normalised address of someone who has not tried too often. */
async function admit(
  { limits }: CheckoutDeps,
  { email, clientKey }: CheckoutInput,
): Promise<Result<string, CheckoutError>> {
  const client = await limits.take('checkout_client', clientKey);
  if (!client.ok) return err({ kind: 'too_many', retryAfterSeconds: client.retryAfterSeconds });
  const address = parseEmail(email);
  if (!address) return err({ kind: 'email_invalid' });
  const owner = await limits.take('checkout_email', address);
  return owner.ok ? ok(address) : err({ kind: 'too_many', retryAfterSeconds: owner.retryAfterSeconds });
}

function requireAgreed(quote: Quote, { expectedMinor }: CheckoutInput): Result<Quote, CheckoutError> {
  return quote.price.minor === expectedMinor ? ok(quote) : err({ kind: 'price_changed', price: quote.price });
}

async function freshen(
  deps: CheckoutDeps,
  stored: Quote,
  input: CheckoutInput & { promotion: Promotion | undefined },
): Promise<Result<Quote, CheckoutError>> {
  const provider = await deps.findSellable(stored.plan.provider);
  if (!provider) return err({ kind: 'not_sellable' });
  const fresh = await freshenPlan(deps, stored.plan, provider);
  if (!fresh.ok) return fresh;
  const quote = quotePlan(fresh.value, input.currency);
  return quote.ok ? requireAgreed(discountQuote(quote.value, input.promotion), input) : quote;
}
