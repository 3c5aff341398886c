import type { MiddlewareHandler } from 'hono';
import credentials from '../credentials.json' with { type: 'json' };
import type { StandInEnv } from '../kernel/stand-in.ts';
import { zenditError } from './error.ts';
import type { ZenditSettings } from './settings.ts';

/** One static API key as bearer token; a known key may still come from an address that is not allowed. */
export function guardZenditApi(settings: ZenditSettings): MiddlewareHandler<StandInEnv> {
  return async (c, next) => {
    if (c.req.header('authorization') !== `Bearer ${credentials.zendit.apiKey}`)
      return zenditError(c, 'NOT_AUTHORIZED', 'API token missing or unrecognized');
    if (!settings.ipAllowed) return zenditError(c, 'FORBIDDEN', 'IP not allowed');
    return next();
  };
}
