import { createHash, randomBytes } from 'node:crypto';
import type { MailStore } from '#lib/db/mail-store';
import type { RateLimits } from '#lib/db/rate-limits';
import { parseEmail } from '#lib/domain/email';

export const SIGN_IN_LINK_SECONDS = 600;

export type RequestSignInDeps = {
  /** Stores what the sign-in library will look for when the link is confirmed. */
  saveToken: (token: { identifier: string; token: string; expires: Date }) => Promise<unknown>;
  mails: Pick<MailStore, 'queue'>;
  limits: Pick<RateLimits, 'take'>;
  appUrl: string;
  secret: string;
  now: () => Date;
};

export type SignInRequest = { email: string; locale: string; clientKey: string };

export type SignInAnswer =
  | { kind: 'sent' }
  | { kind: 'email_invalid' }
  | { kind: 'too_many'; retryAfterSeconds: number };

/** Mails a link that signs in once within ten minutes; the same answer for known and unknown addresses. */
export async function requestSignIn(deps: RequestSignInDeps, input: SignInRequest): Promise<SignInAnswer> {
  const email = parseEmail(input.email);
  if (!email) return { kind: 'email_invalid' };
  for (const [kind, key] of [
    ['sign_in_client', input.clientKey],
    ['sign_in_email', email],
  ] as const) {
    const taken = await deps.limits.take(kind, key);
    if (!taken.ok) return { kind: 'too_many', retryAfterSeconds: taken.retryAfterSeconds };
  }
  const token = randomBytes(32).toString('base64url');
  await deps.saveToken({
    identifier: email,
    token: hashSignInToken(token, deps.secret),
    expires: new Date(deps.now().getTime() + SIGN_IN_LINK_SECONDS * 1000),
  });
  const query = new URLSearchParams({ token, email });
  await deps.mails.queue({
    dedupeKey: `sign_in:${crypto.randomUUID()}`,
    kind: 'sign_in',
    to: email,
    locale: input.locale,
    data: { url: `${deps.appUrl}/${input.locale}/sign-in/confirm?${query}` },
  });
  return { kind: 'sent' };
}

/** As next-auth 4 hashes the tokens of its e-mail provider (`core/lib/utils.hashToken`), which checks the link. */
function hashSignInToken(token: string, secret: string): string {
  return createHash('sha256').update(`${token}${secret}`).digest('hex');
}
