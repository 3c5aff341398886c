import { webhooks } from '#lib/wiring';
import { MAX_WEBHOOK_BYTES, readCappedText } from '@/app/api/webhooks/read-capped-text';

/** 200 = kept; 400 = not signed by Stripe; anything thrown becomes 500, and Stripe sends it again. */
export async function POST(request: Request): Promise<Response> {
  const rawBody = await readCappedText(request, MAX_WEBHOOK_BYTES);
  if (rawBody === undefined) return answer('too_large', 413);
  const outcome = await webhooks.stripe(rawBody, request.headers.get('stripe-signature') ?? '');
  return answer(outcome, outcome === 'ok' ? 200 : 400);
}

function answer(outcome: string, status: number): Response {
  return Response.json({ outcome }, { status, headers: { 'cache-control': 'no-store' } });
}
