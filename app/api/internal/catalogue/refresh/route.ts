import { createHash, timingSafeEqual } from 'node:crypto';
import { revalidateCatalogue } from '#lib/catalogue/cached';
import { internalToken } from '#lib/wiring';

/** The process tells itself that the catalogue changed; Next makes pages anew from route handlers only. */
export async function POST(request: Request): Promise<Response> {
  const given = digest(request.headers.get('authorization') ?? '');
  if (!timingSafeEqual(given, digest(`Bearer ${internalToken()}`)))
    return new Response(null, { status: 404 });
  revalidateCatalogue();
  return new Response(null, { status: 204 });
}

const digest = (text: string) => createHash('sha256').update(text).digest();
