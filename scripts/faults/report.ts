import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { promisify } from 'node:util';
import type { Pacing } from './pacing.ts';
import type { SuiteResult } from './suites/suite.ts';

/** A guard that was taken away, and how its suite turned red. */
export type ProofResult = {
  guard: string;
  suite: string;
  /** The first violation; `undefined` when nobody noticed. */
  showed: string | undefined;
};

const PAGE = 'docs/reliability.md';
const START = '<!-- figures:start -->';
const END = '<!-- figures:end -->';

type Figures = { results: readonly SuiteResult[]; proofs: readonly ProofResult[] };

/** Writes what a run measured between the markers of the page, which may have any words around them. */
export async function recordFigures(figures: Figures, pacing: Pacing): Promise<void> {
  const page = await readFile(PAGE, 'utf8').catch(() => `# Reliability\n\n${START}\n${END}\n`);
  const [before, rest] = page.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`${PAGE} lacks the markers of its figures`);
  await writeFile(
    PAGE,
    `${before}${START}\n\n${await tellRun(pacing)}\n\n${toTables(figures)}\n\n${END}${after}`,
  );
  await promisify(execFile)('biome', ['format', '--write', PAGE]);
}

async function tellRun({ slowness }: Pacing): Promise<string> {
  const { stdout } = await promisify(execFile)('git', ['rev-parse', '--short', 'HEAD']);
  const day = new Date().toISOString().slice(0, 10);
  const load = loadavg()[0]?.toFixed(1);
  return `Measured on ${day} at commit \`${stdout.trim()}\`, Node ${process.versions.node}, ${cpus().length} cores under a load of ${load}; the suites ran ${slowness.toFixed(1)} times slower than on two quiet cores.`;
}

/** The tables of a run, in Markdown. */
export function toTables({ results, proofs }: Figures): string {
  const suites = toTable(
    ['suite', 'load', 'result', 'figures'],
    results.map(({ suite, load, figures, violations, seconds }) => [
      suite,
      load,
      `${violations.length === 0 ? 'passed' : `**failed**: ${violations.join(', ')}`} in ${seconds.toFixed(0)} s`,
      Object.entries(figures)
        .map(([name, value]) => `${name}: ${value}`)
        .join('; '),
    ]),
  );
  const guards = toTable(
    ['guard taken away', 'suite', 'how it showed'],
    proofs.map(({ guard, suite, showed }) => [guard, suite, showed ?? '**stayed green**']),
  );
  return [suites, guards].filter(Boolean).join('\n\n');
}

function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
