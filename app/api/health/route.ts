import { connection } from 'next/server';
import { health } from '#lib/wiring';

/** For load balancers: 200 while the database answers, 503 otherwise; a wholesaler that is down only shows. */
export async function GET(): Promise<Response> {
  await connection();
  const { db, providers } = await health();
  const init = { status: db ? 200 : 503, headers: { 'cache-control': 'no-store' } };
  return Response.json({ ok: db, db, providers }, init);
}
