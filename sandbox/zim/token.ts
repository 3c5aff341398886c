import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import credentials from '../credentials.json' with { type: 'json' };
import type { StandInEnv } from '../kernel/stand-in.ts';

const { clientId, clientSecret, accountId } = credentials.zim;
const knownScopes = ['account/write', `account/${accountId}`];

const sign = (text: string) => createHmac('sha256', clientSecret).update(text).digest('base64url');
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const isSame = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Tokens are signed, not stored: like real JWTs they outlive a restart and end only by the clock. */
function issueToken(scope: string, nowMs: number, lifeSeconds: number): string {
  const iat = Math.floor(nowMs / 1000);
  const claims = { sub: clientId, token_use: 'access', scope, iat, exp: iat + lifeSeconds };
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${text}.${sign(text)}`;
}

const claimsSchema = z.object({ exp: z.number(), scope: z.string() });

export function isTokenValid(token: string, nowMs: number): boolean {
  const [header, body, signature, ...rest] = token.split('.');
  if (!header || !body || !signature || rest.length > 0) return false;
  if (!isSame(signature, sign(`${header}.${body}`))) return false;
  const claims = claimsSchema.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  return claims.exp * 1000 > nowMs && claims.scope.split(' ').includes('account/write');
}

function readBasic(header: string | undefined): { id: string; secret: string } | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/.exec(header ?? '')?.[1];
  if (!encoded) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}

function isClientKnown(header: string | undefined, form: URLSearchParams): boolean {
  if (header !== undefined) {
    const basic = readBasic(header);
    return basic !== undefined && isSame(basic.id, clientId) && isSame(basic.secret, clientSecret);
  }
  return (
    isSame(form.get('client_id') ?? '', clientId) && isSame(form.get('client_secret') ?? '', clientSecret)
  );
}

type TokenRefusal = 'invalid_request' | 'invalid_client' | 'unsupported_grant_type' | 'invalid_scope';

function findRefusal(c: Context, form: URLSearchParams, scopes: readonly string[]): TokenRefusal | undefined {
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) return 'invalid_request';
  if (!form.has('grant_type')) return 'invalid_request';
  if (!isClientKnown(c.req.header('authorization'), form)) return 'invalid_client';
  if (form.get('grant_type') !== 'client_credentials') return 'unsupported_grant_type';
  return scopes.every((scope) => knownScopes.includes(scope)) ? undefined : 'invalid_scope';
}

type TokenClock = { now: () => Date; settings: { tokenSeconds: number } };

/** `POST /oauth2/token` as an AWS Cognito domain answers it: form-encoded only, Basic or body credentials. */
export function addTokenRoute(app: Hono<StandInEnv>, { now, settings }: TokenClock): void {
  app.post('/oauth2/token', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const asked = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
    const refusal = findRefusal(c, form, asked);
    if (refusal) return c.json({ error: refusal }, 400);
    const scope = asked.length > 0 ? asked.join(' ') : knownScopes.join(' ');
    return c.json({
      access_token: issueToken(scope, now().getTime(), settings.tokenSeconds),
      expires_in: settings.tokenSeconds,
      token_type: 'Bearer',
    });
  });
}
