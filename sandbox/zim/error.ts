import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

const names: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
};

/** ZIM documents no error body: this form is the stand-in's assumption and lives nowhere else. */
export function zimError(c: Context, status: ContentfulStatusCode, message: string) {
  return c.json({ message, statusCode: status, error: names[status] ?? 'Error' }, status);
}
