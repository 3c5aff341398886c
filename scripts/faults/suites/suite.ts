import type { Pacing } from '../pacing.ts';

/** One finding of a run: a row of the table, and what it showed that it must not. */
export type SuiteResult = {
  suite: string;
  load: string;
  /** What the run measured, in the order in which it is printed. */
  figures: Readonly<Record<string, string | number>>;
  /** Empty when all that must hold did. */
  violations: readonly string[];
  seconds: number;
};

export type SuiteContext = Pacing & {
  root: string;
  size: 'full' | 'reduced';
  say: (line: string) => void;
  /** Told when little is left to do but waiting: something else may begin beside it. */
  onWaiting: () => void;
};

type Measured = Omit<SuiteResult, 'seconds'>;

export async function timed(work: () => Promise<Measured>): Promise<SuiteResult> {
  const started = performance.now();
  const result = await work();
  return { ...result, seconds: (performance.now() - started) / 1_000 };
}

/** "lost: 2" for every count that is not zero. */
export function listWrongs(wrongs: Readonly<Record<string, number>>): string[] {
  return Object.entries(wrongs).flatMap(([name, count]) => (count === 0 ? [] : [`${name}: ${count}`]));
}

export const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
