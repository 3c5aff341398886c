import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { parseLossless } from '#lib/http/parse-lossless';

/** Zendit does not sign: it sends back a header whose name and value were chosen in its console. */
export function verifyZenditWebhook(
  { header, secret }: { header: string; secret: string },
  headers: Pick<Headers, 'get'>,
): boolean {
  if (header === '' || secret === '') return false;
  // Digests have one length, so the comparison takes the same time whatever was sent.
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(headers.get(header) ?? ''), digest(secret));
}

const hint = z.object({ transactionId: z.string().regex(/^[A-Za-z0-9-]{1,64}$/) });

/** Which purchase moved. The rest of the body is not trusted: the transaction is read again with our own key. */
export function readZenditWebhookKey(body: string): string | undefined {
  const parsed = hint.safeParse(parseLossless(body)?.value);
  return parsed.success ? parsed.data.transactionId : undefined;
}
