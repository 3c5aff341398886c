import 'server-only';
import { connection } from 'next/server';
import { getServerSession } from 'next-auth';
import { parseEmail } from '#lib/domain/email';
import { authOptions } from '#lib/wiring';

/** The verified address of the signed-in person. Read below a `Suspense`: it makes the page dynamic. */
export async function readSessionEmail(): Promise<string | undefined> {
  await connection();
  const session = await getServerSession(authOptions());
  return parseEmail(session?.user?.email ?? '');
}
