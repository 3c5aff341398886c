import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A Node program of the suite's own. `ended` resolves with how it went. */
export type Program = {
  pid: number;
  /** Resolves with the first line that `read` makes something of; rejects when the program ends before. */
  line: <T>(read: (line: string) => T | undefined) => Promise<T>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  kill: (signal: NodeJS.Signals) => void;
};

type Start = {
  args: readonly string[];
  env: Record<string, string>;
  log: string;
  onLine?: (line: string) => void;
};

const LEASH = 'scripts/lib/end-with-parent.mjs';
/** The same modules are loaded hundreds of times: each is compiled once. */
const COMPILED = join(tmpdir(), 'landfall-faults-compiled');
const running = new Set<ChildProcess>();

/** Starts a program whose words go to the file `log`; it ends with this process. */
export function startProgram({ args, env, log, onLine }: Start): Program {
  const child = spawn(process.execPath, ['--import', `./${LEASH}`, ...args], {
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      NODE_COMPILE_CACHE: COMPILED,
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  running.add(child);
  const file = createWriteStream(log, { flags: 'a' });
  child.stderr.pipe(file);
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    file.write(`${line}\n`);
    onLine?.(line);
  });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (code, signal) => {
      running.delete(child);
      resolve({ code, signal });
    });
  });
  child.stdin.on('error', () => undefined);
  return {
    pid: child.pid ?? 0,
    ended,
    kill: (signal) => child.kill(signal),
    line: (read) =>
      new Promise((resolve, reject) => {
        lines.on('line', (line) => {
          const found = read(line);
          if (found !== undefined) resolve(found);
        });
        void ended.then(({ code, signal }) =>
          reject(new Error(`${args.join(' ')} ended: ${code ?? signal}, see ${log}`)),
        );
      }),
  };
}

/** Ends what is still running; for the way out after a failure. */
export function killPrograms(): void {
  for (const child of running) child.kill('SIGKILL');
}
