import { webhooks } from '#lib/wiring';
import { MAX_WEBHOOK_BYTES, readCappedText } from '@/app/api/webhooks/read-capped-text';

/** Asked when the address is saved in Zendit's console. */
export function HEAD(): Response {
  return new Response(null, { status: 200 });
}

/** 401 without the agreed header. What the call says is not told back, known or not. */
export async function POST(request: Request): Promise<Response> {
  const rawBody = await readCappedText(request, MAX_WEBHOOK_BYTES);
  if (rawBody === undefined) return answer('too_large', 413);
  const outcome = await webhooks.zendit(request.headers, rawBody);
  return answer(outcome, outcome === 'ok' ? 200 : 401);
}

function answer(outcome: string, status: number): Response {
  return Response.json({ outcome }, { status, headers: { 'cache-control': 'no-store' } });
}
