import type { Context } from 'hono';
import { z } from 'zod';
import { readJson } from '../kernel/read-json.ts';
import type { StandInEnv } from '../kernel/stand-in.ts';
import { zimError } from './error.ts';

type Body<T> = { ok: true; value: T } | { ok: false; response: Response };

/** A JSON request body by its schema, or ZIM's refusal of it. */
export async function readZimBody<T>(c: Context<StandInEnv>, schema: z.ZodType<T>): Promise<Body<T>> {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? ''))
    return { ok: false, response: zimError(c, 415, 'The body must be application/json') };
  const json = readJson(await c.req.text());
  if (!json.ok) return { ok: false, response: zimError(c, 400, 'The body is not JSON') };
  const parsed = schema.safeParse(json.value);
  if (!parsed.success) return { ok: false, response: zimError(c, 400, z.prettifyError(parsed.error)) };
  return { ok: true, value: parsed.data };
}
