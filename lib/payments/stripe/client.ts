import Stripe from 'stripe';
import type { Result } from '#lib/domain/result';
import { err, ok } from '#lib/domain/result';
import { type Log, toErrorFields } from '#lib/observability/log';
import type { PaymentError } from '#lib/payments/port';

const TIMEOUT_MS = 10_000;
const PAGE = 100;

/** The SDK with our limits. Its own retries are safe: every call that changes something carries an idempotency key. */
export function createStripeClient(options: { secretKey: string; apiUrl?: string | undefined }): Stripe {
  return new Stripe(options.secretKey, {
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 2,
    telemetry: false,
    ...(options.apiUrl !== undefined && toAddress(new URL(options.apiUrl))),
  });
}

function toAddress(url: URL): { protocol: 'http' | 'https'; host: string; port: number } {
  const protocol = url.protocol === 'https:' ? 'https' : 'http';
  return { protocol, host: url.hostname, port: Number(url.port) || (protocol === 'https' ? 443 : 80) };
}

/** Runs one call and turns what Stripe refuses into our union; what is not Stripe's error is a bug and is thrown. */
export async function callStripe<T>(
  log: Log,
  name: string,
  call: () => Promise<T>,
): Promise<Result<T, PaymentError>> {
  try {
    return ok(await call());
  } catch (thrown) {
    if (!(thrown instanceof Stripe.errors.StripeError)) throw thrown;
    const error = toPaymentError(thrown);
    const fields = { kind: name, status: thrown.statusCode, reason: thrown.code ?? thrown.type };
    if (error.kind === 'unavailable') log.warn('Stripe did not answer', fields);
    else log.error('Stripe refused a call', { ...fields, ...toErrorFields(thrown) });
    return err(error);
  }
}

function toPaymentError(error: InstanceType<typeof Stripe.errors.StripeError>): PaymentError {
  const status = error.statusCode;
  const isUnavailable = status === undefined || status >= 500 || status === 429 || status === 409;
  if (isUnavailable) return { kind: 'unavailable' };
  if (status === 401 || status === 403) return { kind: 'rejected', reason: 'access' };
  return { kind: 'rejected', reason: error.code ?? toReason(error) };
}

/** Some refusals have no code: an amount greater than what is left to refund names only the parameter. */
function toReason({ param, rawType }: InstanceType<typeof Stripe.errors.StripeError>): string {
  return param ? `invalid_${param}` : (rawType ?? 'refused');
}

/**
 * The SDK takes any JSON without an `error` for an answer, a gateway's 503 with `{}` included. What is not the object
 * that was asked for tells nothing about what was done.
 */
export function requireObject<T extends { object: string }>(kind: T['object'], answer: T): T {
  if (answer.object === kind) return answer;
  throw new Stripe.errors.StripeAPIError({
    type: 'api_error',
    message: `Stripe answered without a ${kind}`,
    statusCode: 502,
  });
}

/** All objects of a list, which Stripe tells newest first and page by page; answers them oldest first. */
export async function listAll<T extends { id: string }>(
  fetchPage: (page: { limit: number; starting_after?: string }) => Promise<Stripe.ApiList<T>>,
): Promise<T[]> {
  const found: T[] = [];
  let last: string | undefined;
  do {
    const after = last === undefined ? {} : { starting_after: last };
    const page = requireObject('list', await fetchPage({ limit: PAGE, ...after }));
    found.push(...page.data);
    last = page.has_more ? page.data.at(-1)?.id : undefined;
  } while (last !== undefined);
  return found.reverse();
}

/**
 * Stripe keeps a key's first outcome for a day, refusals and failures included. For a change that the object's own
 * state allows only once, what is kept may therefore be asked again under a fresh key.
 */
export async function callOnce<T>(key: string, call: (key: string) => Promise<T>): Promise<T> {
  try {
    return await call(key);
  } catch (thrown) {
    if (!isKept(thrown)) throw thrown;
    return call(`${key}_${crypto.randomUUID()}`);
  }
}

/** The answer is an old one: nothing was tried now. */
export function isKept(thrown: unknown): boolean {
  return thrown instanceof Stripe.errors.StripeError && thrown.headers?.['idempotent-replayed'] === 'true';
}
