import { setTimeout as wait } from 'node:timers/promises';

/** Points of an order's way at which a process may die; docs/reliability.md says where each is. */
export type CrashLabel =
  | `c${1 | 2 | 3 | 4}`
  | `w${1 | 2 | 3 | 4}`
  | `j${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`
  | `m${1}`
  | `p${1}`
  | `v${1}`
  | `r${1 | 2}`
  | `s${1}`
  | `t${1}`;

/** The process dies at the so-manieth passing of a point, counted from now. */
export type CrashAt = { label: string; passing: number };

let planned: CrashAt | undefined;
let passed = 0;

/** For the fault suites alone: nothing in the shop calls it. */
export function armCrash(at: CrashAt): void {
  planned = at;
  passed = 0;
}

/** Long enough that a request on the same machine has arrived. */
const ON_ITS_WAY_MS = 60;

/** Dies here, without a word, when a test has armed it; otherwise does nothing. */
export function crashPoint(label: CrashLabel): void {
  if (isReached(label)) die();
}

/** The same, while a call is on its way. */
export async function crashDuring<T>(label: CrashLabel, call: Promise<T>): Promise<T> {
  if (!isReached(label)) return call;
  await wait(ON_ITS_WAY_MS);
  return die();
}

function isReached(label: CrashLabel): boolean {
  if (planned?.label !== label) return false;
  passed += 1;
  return passed === planned.passing;
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('The process outlived its end');
}
