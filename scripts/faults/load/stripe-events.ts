import { createHmac } from 'node:crypto';
import { z } from 'zod';
import credentials from '../../../sandbox/credentials.json' with { type: 'json' };

const page = z.object({
  has_more: z.boolean(),
  data: z.array(z.looseObject({ id: z.string(), type: z.string() })),
});
export type StripeEvent = z.infer<typeof page>['data'][number];

/** Everything that has happened at the stand-in, as its API lists it. */
export async function listEvents(stripeUrl: string, types: readonly string[]): Promise<StripeEvent[]> {
  const events: StripeEvent[] = [];
  let more = true;
  while (more) {
    const query = new URLSearchParams({ limit: '100' });
    for (const [index, type] of types.entries()) query.set(`types[${index}]`, type);
    const last = events.at(-1);
    if (last) query.set('starting_after', last.id);
    const answer = await fetch(`${stripeUrl}/v1/events?${query}`, {
      headers: { authorization: `Bearer ${credentials.stripe.secretKey}` },
    });
    const listed = page.parse(await answer.json());
    events.push(...listed.data);
    more = listed.has_more;
  }
  return events;
}

/** Delivers an event as Stripe would, or as someone would who does not know the secret; answers the status. */
export async function deliver(
  shopUrl: string,
  event: StripeEvent,
  secret: string = credentials.stripe.webhookSecret,
): Promise<number> {
  const body = JSON.stringify(event);
  const time = Math.floor(Date.now() / 1_000);
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  const answer = await fetch(`${shopUrl}/api/webhooks/stripe`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': `t=${time},v1=${signature}` },
    body,
  });
  await answer.body?.cancel();
  return answer.status;
}
