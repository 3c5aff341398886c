import type { StripeAccount } from '../account.ts';
import { formatAmount, requireCurrency } from '../objects/currency.ts';
import { makeId } from '../objects/make-id.ts';
import type { LineItem, Session } from '../objects/session.ts';
import type { CreateSession } from '../objects/session-parameters.ts';
import { parameterRefusal } from '../protocol/refusal.ts';

const halfHourMs = 30 * 60_000;
const dayMs = 24 * 3_600_000;

function requireOffered(request: CreateSession) {
  if (request.mode !== 'payment')
    throw parameterRefusal('Only `payment` mode can be used with the prices given.', { param: 'mode' });
  if (request.automatic_tax?.enabled)
    throw parameterRefusal(
      'Stripe Tax has no head office address for this account: set one before turning automatic tax on.',
      { param: 'automatic_tax[enabled]' },
    );
  const unusable = request.allowed_payment_method_types?.find((type) => type !== 'card' && type !== 'link');
  if (unusable !== undefined)
    throw parameterRefusal(
      `The payment method type provided: ${unusable} is not activated for this account.`,
      {
        param: 'allowed_payment_method_types',
      },
    );
}

/** Measured in milliseconds against a limit in whole seconds, so "now plus 30 minutes" always comes too early. */
function readExpiry(request: CreateSession, now: Date): number {
  if (request.expires_at === undefined) return Math.floor((now.getTime() + dayMs) / 1_000);
  const distance = request.expires_at * 1_000 - now.getTime();
  const param = 'expires_at';
  if (distance < halfHourMs)
    throw parameterRefusal(
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      {
        param,
      },
    );
  if (distance > dayMs)
    throw parameterRefusal(
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
      {
        param,
      },
    );
  return request.expires_at;
}

function readPrice(request: CreateSession) {
  const currencies = [...new Set(request.line_items.map((item) => item.price_data.currency))];
  const [code] = currencies;
  if (code === undefined)
    throw parameterRefusal('Missing required param: line_items.', {
      code: 'parameter_missing',
      param: 'line_items',
    });
  if (currencies.length > 1 || (request.currency ?? code) !== code)
    throw parameterRefusal('All line items and the session itself must have one currency.', {
      param: 'line_items',
    });
  const currency = requireCurrency(code);
  for (const [index, item] of request.line_items.entries())
    if (item.price_data.unit_amount % currency.step)
      throw parameterRefusal(
        `Amounts in ${code} must be divisible by ${currency.step}: ${item.price_data.unit_amount} is not.`,
        { code: 'parameter_invalid_integer', param: `line_items[${index}][price_data][unit_amount]` },
      );
  const amount = request.line_items.reduce(
    (sum, item) => sum + item.price_data.unit_amount * item.quantity,
    0,
  );
  if (amount < currency.minimum)
    throw parameterRefusal(
      `The Checkout Session's total amount must add up to at least ${formatAmount(currency.minimum, code)} ${code}`,
      { code: 'amount_too_small' },
    );
  if (amount > 99_999_999)
    throw parameterRefusal("The Checkout Session's total amount has more than eight digits.", {
      code: 'amount_too_large',
    });
  return { amount, currency: code };
}

const toItem = ({ price_data: price, quantity }: CreateSession['line_items'][number]): LineItem => ({
  id: makeId('li'),
  priceId: makeId('price'),
  productId: makeId('prod', 14),
  name: price.product_data.name,
  description: price.product_data.description ?? null,
  taxBehavior: price.tax_behavior ?? 'unspecified',
  unitAmount: price.unit_amount,
  quantity,
});

/** Opens a Checkout session whose page lives below `pageRoot`. */
export function openSession(account: StripeAccount, request: CreateSession, pageRoot: string): Session {
  requireOffered(request);
  const id = makeId('cs_test', 58);
  const session: Session = {
    id,
    created: account.seconds(),
    expiresAt: readExpiry(request, account.now()),
    status: 'open',
    ...readPrice(request),
    items: request.line_items.map(toItem),
    intentId: null,
    email: null,
    url: `${pageRoot}/pay/${id}`,
    request,
  };
  account.store.sessions.set(id, session);
  return session;
}
