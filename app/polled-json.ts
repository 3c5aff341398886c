import 'server-only';
import { createHash } from 'node:crypto';

const PRIVATE = { 'Cache-Control': 'private, no-cache', Vary: 'Cookie', 'X-Robots-Tag': 'noindex' };

/** Answers a polling page: 304 while nothing but the clock moved. `now` is no part of the ETag. */
export function polledJson(request: Request, body: Record<string, unknown>, now: Date): Response {
  const etag = `W/"${createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 22)}"`;
  const headers = { ...PRIVATE, ETag: etag };
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  return Response.json({ ...body, now: now.toISOString() }, { headers });
}

/** The same for what does not exist and for what belongs to somebody else. */
export function polledNotFound(): Response {
  return Response.json({ error: 'not_found' }, { status: 404, headers: PRIVATE });
}
