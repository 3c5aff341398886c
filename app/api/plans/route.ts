import { connection } from 'next/server';
import { parsePlanQuery } from '#lib/catalogue/plan-query';
import { catalogue } from '#lib/wiring';

/** Searches the catalogue: docs/architecture.md, "Search". */
export async function GET(request: Request): Promise<Response> {
  await connection();
  const query = parsePlanQuery(new URL(request.url).searchParams);
  if (!query.ok) return badRequest(query.error.fields);
  const answer = await catalogue.searchPlans(query.value);
  return Response.json(answer, { headers: { 'cache-control': 'public, s-maxage=60' } });
}

function badRequest(fields: readonly string[]): Response {
  return Response.json(
    { error: 'bad_request', fields },
    { status: 400, headers: { 'cache-control': 'no-store' } },
  );
}
