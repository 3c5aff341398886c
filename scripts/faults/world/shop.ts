import { type Program, startProgram } from './process.ts';

/** One process of the shop, which can be killed and started again under the same address. */
export type Shop = {
  url: string;
  /** Resolves when it listens. */
  start: (extra?: Record<string, string>) => Promise<void>;
  /** Ends it without a word, as a crash would. */
  kill: () => Promise<void>;
  /** How the process that runs now ends. */
  ended: () => Promise<{ signal: NodeJS.Signals | null }>;
  signal: (signal: NodeJS.Signals) => void;
  starts: () => number;
};

type ShopOptions = { port: number; env: Record<string, string>; log: string };

export function createShop({ port, env, log }: ShopOptions): Shop {
  let program: Program | undefined;
  let starts = 0;
  return {
    url: `http://127.0.0.1:${port}`,
    starts: () => starts,
    async start(extra = {}) {
      starts += 1;
      program = startProgram({
        args: ['--conditions=react-server', '--disable-warning=ExperimentalWarning', 'scripts/faults/app.ts'],
        env: { ...env, PORT: String(port), ...extra },
        log,
      });
      await program.line((line) => (line === 'ready' ? true : undefined));
    },
    async kill() {
      program?.kill('SIGKILL');
      await program?.ended;
    },
    async ended() {
      if (!program) throw new Error('The shop was not started');
      return program.ended;
    },
    signal: (signal) => program?.kill(signal),
  };
}
