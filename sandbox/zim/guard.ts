import type { MiddlewareHandler } from 'hono';
import credentials from '../credentials.json' with { type: 'json' };
import type { StandInEnv } from '../kernel/stand-in.ts';
import { zimError } from './error.ts';
import { isTokenValid } from './token.ts';

/** Every call carries an unexpired bearer token and the application's identifier. */
export function guardZimApi(now: () => Date): MiddlewareHandler<StandInEnv> {
  return async (c, next) => {
    if (c.req.path === '/oauth2/token') return next();
    const token = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    if (!token || !isTokenValid(token, now().getTime()))
      return zimError(c, 401, 'The access token is missing, malformed or expired');
    if (c.req.header('x-app-identifier') !== credentials.zim.appIdentifier)
      return zimError(c, 403, 'The X-App-Identifier header is missing or not known');
    return next();
  };
}
