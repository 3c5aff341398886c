import { readRevision } from '#lib/catalogue/cached';

/** Static like the pages, because it is the only method here: the revision this process's pages were made from. */
export async function GET(): Promise<Response> {
  return new Response(await readRevision(), { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
