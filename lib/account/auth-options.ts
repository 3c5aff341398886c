import { PrismaAdapter } from '@auth/prisma-adapter';
import type { AuthOptions } from 'next-auth';
import AppleProvider from 'next-auth/providers/apple';
import GoogleProvider from 'next-auth/providers/google';
import { SIGN_IN_LINK_SECONDS } from '#lib/account/request-sign-in';
import type { Env } from '#lib/config/env';
import { SHOP } from '#lib/config/shop';
import type { PrismaClient } from '#lib/db/generated/client';
import { parseEmail } from '#lib/domain/email';

type AuthEnv = Pick<
  Env,
  'APP_URL' | 'NEXTAUTH_SECRET' | 'GOOGLE_CLIENT_ID' | 'GOOGLE_CLIENT_SECRET' | 'APPLE_ID' | 'APPLE_SECRET'
>;

export type OAuthProviderId = 'google' | 'apple';

const THIRTY_DAYS = 30 * 24 * 3600;

/** next-auth's settings: database sessions, an e-mail link of our own making, Google and Apple when their keys are set. */
export function createAuthOptions(db: PrismaClient, env: AuthEnv): AuthOptions {
  const secure = env.APP_URL.startsWith('https://');
  return {
    adapter: PrismaAdapter(db),
    secret: env.NEXTAUTH_SECRET ?? '',
    session: { strategy: 'database', maxAge: THIRTY_DAYS, updateAge: 24 * 3600 },
    useSecureCookies: secure,
    pages: { signIn: `/${SHOP.defaultLocale}/sign-in`, error: `/${SHOP.defaultLocale}/sign-in` },
    providers: [emailLinks(), ...oauthProviders(env)],
    ...(secure && { cookies: crossSiteCookies() }),
    callbacks: {
      signIn: ({ account, profile, user }) => {
        if (account?.provider === 'google' || account?.provider === 'apple') return isVerified(profile);
        return parseEmail(user.email ?? '') !== undefined;
      },
      redirect: ({ url, baseUrl }) => (isOwnUrl(url, baseUrl) ? new URL(url, baseUrl).toString() : baseUrl),
    },
  };
}

/** The e-mail provider as next-auth's callback needs it. Links are made by `requestSignIn`, never by next-auth. */
function emailLinks(): AuthOptions['providers'][number] {
  return {
    id: 'email',
    type: 'email',
    name: 'Email',
    maxAge: SIGN_IN_LINK_SECONDS,
    server: '',
    from: '',
    options: {},
    sendVerificationRequest: () => {
      throw new Error('Sign-in links are sent by requestSignIn');
    },
  };
}

/** Both vouch for the address, which is checked in `signIn`, so the same address is the same person. */
function oauthProviders(env: AuthEnv): AuthOptions['providers'] {
  const providers: AuthOptions['providers'] = [];
  if (env.GOOGLE_CLIENT_ID && env.GOOGLE_CLIENT_SECRET) {
    const keys = { clientId: env.GOOGLE_CLIENT_ID, clientSecret: env.GOOGLE_CLIENT_SECRET };
    providers.push(GoogleProvider({ ...keys, allowDangerousEmailAccountLinking: true }));
  }
  if (env.APPLE_ID && env.APPLE_SECRET) {
    const keys = { clientId: env.APPLE_ID, clientSecret: env.APPLE_SECRET };
    providers.push(AppleProvider({ ...keys, allowDangerousEmailAccountLinking: true }));
  }
  return providers;
}

export function listOAuthProviders(env: AuthEnv): OAuthProviderId[] {
  const google = env.GOOGLE_CLIENT_ID && env.GOOGLE_CLIENT_SECRET ? (['google'] as const) : [];
  const apple = env.APPLE_ID && env.APPLE_SECRET ? (['apple'] as const) : [];
  return [...google, ...apple];
}

/** Apple answers with a cross-site POST: the cookies that guard the round trip must come along. */
function crossSiteCookies(): NonNullable<AuthOptions['cookies']> {
  const options = { httpOnly: true, sameSite: 'none', path: '/', secure: true, maxAge: 900 } as const;
  return {
    pkceCodeVerifier: { name: '__Secure-next-auth.pkce.code_verifier', options },
    state: { name: '__Secure-next-auth.state', options },
  };
}

/** Google sends a boolean, Apple a boolean or the text "true". */
function isVerified(profile: unknown): boolean {
  if (typeof profile !== 'object' || profile === null || !('email_verified' in profile)) return false;
  return profile.email_verified === true || profile.email_verified === 'true';
}

/** Only places of this shop: no other origin, no `//host`, no backslash, no control characters. */
function isOwnUrl(url: string, baseUrl: string): boolean {
  if (/[\\\p{Cc}]/u.test(url)) return false;
  return URL.canParse(url, baseUrl) && new URL(url, baseUrl).origin === new URL(baseUrl).origin;
}
