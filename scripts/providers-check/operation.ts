import { parseLossless } from '#lib/http/parse-lossless';
import type { ReadError } from '#lib/providers/port';
import type { Bench } from './bench.ts';
import { describeLeftOut } from './describe.ts';
import { inspectShape, type Shape } from './inspect-shape.ts';
import type { Observed } from './relay.ts';

export type Answer =
  | { kind: 'ok'; facts: readonly string[]; differences?: readonly string[] }
  | { kind: 'failed'; error: ReadError }
  /** The account holds nothing to try it on. */
  | { kind: 'skipped'; why: string };

/** One read-only operation, asked through the adapter; `shapes` says what the raw answers of its paths should hold. */
export type Operation = {
  name: string;
  ask: () => Promise<Answer>;
  shapes: readonly { path: RegExp; shape: Shape }[];
  /** A refusal by role is documented, and the shop does without. */
  optional?: true;
};

export const failed = ({ error }: { error: ReadError }): Answer => ({ kind: 'failed', error });

export type Finding = {
  operation: string;
  state: 'ok' | 'failed' | 'refused' | 'skipped';
  words: string;
  differences: readonly string[];
};

export async function tryOperation(bench: Bench, operation: Operation): Promise<Finding> {
  bench.begin();
  const answer = await operation.ask();
  const found = { operation: operation.name, differences: compare(bench, operation) };
  switch (answer.kind) {
    case 'skipped':
      return { ...found, state: 'skipped', words: answer.why };
    case 'failed': {
      const state = operation.optional && isRefused(answer.error) ? 'refused' : 'failed';
      return { ...found, state, words: explain(answer.error, bench.observed()) };
    }
    case 'ok': {
      const leftOut = describeLeftOut(bench.leftOut());
      const differences = [...(answer.differences ?? []), ...found.differences, ...leftOut.differences];
      return { ...found, state: 'ok', words: [...answer.facts, ...leftOut.facts].join('; '), differences };
    }
  }
}

function compare(bench: Bench, { shapes }: Operation): string[] {
  return shapes.flatMap(({ path, shape }) => {
    const bodies = bench.observed().filter((seen) => seen.status === 200 && path.test(seen.path));
    return inspectShape(
      bodies.flatMap(({ text }) => toItems(text)),
      shape,
    );
  });
}

/** Objects of a list one by one; an object by itself. A body that is no JSON is the adapter's to report. */
function toItems(text: string): readonly unknown[] {
  const body = parseLossless(text);
  if (!body) return [];
  return Array.isArray(body.value) ? body.value : [body.value];
}

const isRefused = (error: ReadError) => error.kind === 'rejected' && error.reason === 'access';

/** The adapter's word and what it made it from: status codes or the reason of a connection that failed. */
function explain(error: ReadError, observed: readonly Observed[]): string {
  const seen = observed.filter(({ status }) => status !== 200);
  const codes = seen.map(({ status, reason }) =>
    status === 0 ? `not reached: ${reason}` : `HTTP ${status}`,
  );
  const words = error.kind === 'rejected' ? `refused (${error.reason})` : 'no usable answer';
  return [words, ...new Set(codes)].join(', ');
}
