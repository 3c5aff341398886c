import { z } from 'zod/mini';
import type { OrderStage } from '#lib/domain/order';
import type { PromisePhase } from '#lib/domain/promise';

const STAGES = [
  'awaiting_payment',
  'payment_abandoned',
  'on_hold',
  'preparing',
  'ready',
  'released',
  'refunded',
] as const satisfies readonly OrderStage[];

const PHASES = ['soon', 'slow', 'delayed', 'over'] as const satisfies readonly PromisePhase[];

const instant = z.optional(z.string());

/** What `/api/orders/<id>/status` answers, without what the page does not watch. */
export const orderStatusWire = z.object({
  stage: z.enum(STAGES),
  ready: z.number(),
  settled: z.boolean(),
  holdReason: z.optional(z.string()),
  phase: z.optional(z.enum(PHASES)),
  authorisedAt: instant,
  placedAt: instant,
  deliveredAt: instant,
  capturedAt: instant,
});

type Watched = z.infer<typeof orderStatusWire>;

/** Changes exactly when the page has something new to say. */
export function orderStatusKey(status: Watched): string {
  const { stage, ready, settled, holdReason, phase } = status;
  const { authorisedAt, placedAt, deliveredAt, capturedAt } = status;
  return [
    ...[stage, ready, settled, holdReason, phase],
    ...[authorisedAt, placedAt, deliveredAt, capturedAt],
  ].join('|');
}

/** Nothing more will happen by itself; an unpaid order still waits for its payment. */
export function isSettled({ stage, settled }: Pick<Watched, 'stage' | 'settled'>): boolean {
  return settled && stage !== 'awaiting_payment';
}
