import { z } from 'zod/mini';
import type { OrderStage } from '#lib/domain/order';

const STAGES = [
  'awaiting_payment',
  'payment_abandoned',
  'on_hold',
  'preparing',
  'ready',
  'released',
  'refunded',
] as const satisfies readonly OrderStage[];

const instant = z.optional(z.string());

/** What `/api/orders/<id>/status` answers, without what the page does not watch. */
export const orderStatusWire = z.object({
  stage: z.enum(STAGES),
  holdReason: z.optional(z.string()),
  authorisedAt: instant,
  placedAt: instant,
  deliveredAt: instant,
  capturedAt: instant,
});

type Watched = z.infer<typeof orderStatusWire>;

/** Changes exactly when the page has something new to say. */
export function orderStatusKey(status: Watched): string {
  const { stage, holdReason, authorisedAt, placedAt, deliveredAt, capturedAt } = status;
  return [stage, holdReason, authorisedAt, placedAt, deliveredAt, capturedAt].join('|');
}

/** Nothing more will happen by itself; a delivered order still waits for its charge. */
export function isSettled({ stage, capturedAt }: { stage: OrderStage; capturedAt?: unknown }): boolean {
  if (stage === 'ready') return capturedAt !== undefined;
  return stage === 'released' || stage === 'refunded' || stage === 'payment_abandoned';
}
