import type { Context } from 'hono';
import type { z } from 'zod';

const statuses = {
  INVALID_REQUEST: 400,
  NOT_AUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  SYSTEM_ERROR: 500,
} as const;

type Fields = Readonly<Record<string, string>>;

/** Zendit's body of every answer that is not 2xx. */
export function zenditError(
  c: Context,
  errorCode: keyof typeof statuses,
  message: string,
  fields: Fields = {},
) {
  return c.json({ errorCode, message, fields }, statuses[errorCode]);
}

function toFields(error: z.ZodError): Fields {
  const pairs = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => [key, 'is not known'])
      : [[issue.path.join('.') || 'body', issue.message]],
  );
  return Object.fromEntries(pairs);
}

export function invalidRequest(c: Context, error: z.ZodError) {
  return zenditError(c, 'INVALID_REQUEST', 'The request is not valid', toFields(error));
}
