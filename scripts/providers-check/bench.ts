import { z } from 'zod';
import { createLog, type Log } from '#lib/observability/log';
import { type Observed, startReadOnlyRelay } from './relay.ts';

/** What the adapter left out of a list, as it says in its log. */
export type LeftOut = { what: string; reason: string; count: number };

/** Where one wholesaler is tried out: relays to its addresses, and what was seen since the last operation began. */
export type Bench = {
  /** An address that passes to `target` only what `mayPass` names, and keeps what came back. */
  relayTo: (target: string, mayPass: (line: string) => boolean) => Promise<string>;
  log: Log;
  observed: () => readonly Observed[];
  leftOut: () => readonly LeftOut[];
  begin: () => void;
  close: () => Promise<void>;
};

const logLine = z.object({ msg: z.string(), reason: z.string(), count: z.number() });

export function createBench(): Bench {
  const closers: (() => Promise<void>)[] = [];
  const observed: Observed[] = [];
  const leftOut: LeftOut[] = [];
  const log = createLog({
    write: (line) => {
      const parsed = logLine.safeParse(JSON.parse(line));
      const what = parsed.data && /^(.+) left out$/.exec(parsed.data.msg)?.[1];
      if (parsed.data && what) leftOut.push({ what, reason: parsed.data.reason, count: parsed.data.count });
    },
  });
  return {
    relayTo: async (target, mayPass) => {
      const observe = (exchange: Observed) => observed.push(exchange);
      const { url, close } = await startReadOnlyRelay({ target, mayPass, observe });
      closers.push(close);
      return url;
    },
    log,
    observed: () => observed,
    leftOut: () => leftOut,
    begin: () => {
      observed.length = 0;
      leftOut.length = 0;
    },
    close: async () => {
      await Promise.all(closers.map((close) => close()));
    },
  };
}
