import { connection } from 'next/server';
import { health } from '#lib/wiring';

/** For load balancers: 200 while the database answers, 503 otherwise. */
export async function GET(): Promise<Response> {
  await connection();
  const { db } = await health();
  return Response.json({ ok: db, db }, { status: db ? 200 : 503, headers: { 'cache-control': 'no-store' } });
}
