import type { MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { createRandom } from '../catalogue/random.ts';
import type { StandInEnv } from './stand-in.ts';

/**
 * A fault to inject. `match` is "METHOD /path" with `*` as wildcard ("POST /orders/*").
 * `cut: 'before'` breaks the connection without acting; `cut: 'after'` acts, then loses the answer.
 * `status` answers with that status and `body` without acting; `after: true` acts first. `times` limits uses.
 * `chance` (0 to 1) lets it strike only that often, by dice of its own that `seed` makes repeatable; a fault that is
 * spared leaves the request to the next one in the list.
 */
export const faultSchema = z.strictObject({
  match: z.string(),
  times: z.int().positive().optional(),
  chance: z.number().min(0).max(1).optional(),
  seed: z.int().default(1),
  delayMs: z.int().min(0).max(600_000).optional(),
  status: z.int().optional(),
  body: z.unknown().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  after: z.boolean().optional(),
  cut: z.enum(['before', 'after']).optional(),
});
type Fault = z.infer<typeof faultSchema>;

type FaultBox = {
  list: () => readonly Fault[];
  replace: (faults: readonly Fault[]) => void;
  /** The first fault that matches "METHOD /path", used up by one. */
  take: (line: string) => Fault | undefined;
};

const toPattern = (match: string) =>
  new RegExp(`^${match.replaceAll(/[.+?^${}()|[\]\\]/g, (c) => `\\${c}`).replaceAll('*', () => '.*')}$`);

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

type Armed = { fault: Fault; pattern: RegExp; strikes: () => boolean; left: number | undefined };

function arm(fault: Fault, index: number): Armed {
  const dice = createRandom(`fault ${fault.seed} ${index}`);
  const { chance } = fault;
  const strikes = () => chance === undefined || dice.next() < chance;
  return { fault, pattern: toPattern(fault.match), strikes, left: fault.times };
}

export function createFaultBox(): FaultBox {
  let armed: Armed[] = [];
  return {
    list: () => armed.map(({ fault, left }) => ({ ...fault, ...(left && { times: left }) })),
    replace: (next) => {
      armed = next.map(arm);
    },
    take: (line) => {
      const index = armed.findIndex(({ pattern, strikes }) => pattern.test(line) && strikes());
      const found = armed[index];
      if (!found) return undefined;
      if (found.left === 1) armed.splice(index, 1);
      else if (found.left) found.left -= 1;
      return found.fault;
    },
  };
}

/** A pure delay (neither `status` nor `cut`) acts too. */
const actsFirst = (fault: Fault) =>
  fault.after === true || fault.cut === 'after' || (fault.status === undefined && !fault.cut);

const toResponse = (fault: Fault, status: number) => {
  const text = typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body ?? {});
  return new Response(text, { status, headers: { 'content-type': 'application/json', ...fault.headers } });
};

/** Applies the first matching fault to every request of the vendor's own API; `/__…` is never disturbed. */
export function injectFaults(box: FaultBox): MiddlewareHandler<StandInEnv> {
  return async (c, next) => {
    const fault = c.req.path.startsWith('/__') ? undefined : box.take(`${c.req.method} ${c.req.path}`);
    if (!fault) return next();
    if (fault.delayMs) await wait(fault.delayMs);
    if (actsFirst(fault)) await next();
    if (fault.cut) {
      c.env.incoming.socket.destroy();
      c.res = new Response(null, { status: 500 });
      return;
    }
    if (fault.status !== undefined) c.res = toResponse(fault, fault.status);
  };
}
