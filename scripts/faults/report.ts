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
  /** The violation that tells of it; `undefined` when nobody noticed. */
  showed: string | undefined;
};

const PAGE = 'docs/reliability.md';
const START = '<!-- figures:start -->';
const END = '<!-- figures:end -->';

type Figures = { results: readonly SuiteResult[]; proofs: readonly ProofResult[] };
type Row = readonly string[];

const SUITES_HEAD = ['suite', 'load', 'result', 'figures'];
const PROOFS_HEAD = ['guard taken away', 'suite', 'how it showed'];

/**
 * Writes what a run measured between the markers of the page, which may have any words around them. What the run left
 * out stays, with its own day and commit.
 */
export async function recordFigures(figures: Figures, pacing: Pacing): Promise<void> {
  const page = await readFile(PAGE, 'utf8').catch(() => `# Reliability\n\n${START}\n${END}\n`);
  const [before, rest] = page.split(START);
  const [known, after] = rest?.split(END) ?? [];
  if (before === undefined || known === undefined || after === undefined)
    throw new Error(`${PAGE} lacks the markers of its figures`);
  const measured = await tellCommit();
  const tables = [
    mergeTable(known, [...SUITES_HEAD, 'measured'], figures.results.map(toSuiteRow), measured),
    mergeTable(known, [...PROOFS_HEAD, 'measured'], figures.proofs.map(toProofRow), measured),
  ].filter(Boolean);
  await writeFile(PAGE, [`${before}${START}`, tellMachine(pacing), ...tables, `${END}${after}`].join('\n\n'));
  await promisify(execFile)('biome', ['format', '--write', PAGE]);
}

async function tellCommit(): Promise<string> {
  const { stdout } = await promisify(execFile)('git', ['rev-parse', '--short', 'HEAD']);
  return `${new Date().toISOString().slice(0, 10)}, \`${stdout.trim()}\``;
}

function tellMachine({ slowness }: Pacing): string {
  const load = loadavg()[0]?.toFixed(1);
  return `The last run was under Node ${process.versions.node} on ${cpus().length} cores, at its end under a load of ${load}, and ${slowness.toFixed(1)} times slower than on two quiet cores.`;
}

/** The tables of a run, in Markdown. */
export function toTables({ results, proofs }: Figures): string {
  const suites = toTable(SUITES_HEAD, results.map(toSuiteRow).map(toLine));
  const guards = toTable(PROOFS_HEAD, proofs.map(toProofRow).map(toLine));
  return [suites, guards].filter(Boolean).join('\n\n');
}

function toSuiteRow({ suite, load, figures, violations, seconds }: SuiteResult): Row {
  const result = violations.length === 0 ? 'passed' : `**failed**: ${violations.join(', ')}`;
  const told = Object.entries(figures).map(([name, value]) => `${name}: ${value}`);
  return [suite, load, `${result} in ${seconds.toFixed(0)} s`, told.join('; ')];
}

const toProofRow = ({ guard, suite, showed }: ProofResult): Row => [
  guard,
  suite,
  showed ?? '**stayed green**',
];

/** The rows of the table that stands in the block already, each replaced by a new one of the same first cell. */
function mergeTable(block: string, head: Row, rows: readonly Row[], measured: string): string {
  const lines = block.split('\n');
  const start = lines.indexOf(toLine(head)) + 1;
  const known = start === 0 ? [] : takeRows(lines.slice(start + 1));
  const byName = new Map(known.map((line) => [readName(line), line]));
  for (const row of rows) byName.set(readName(toLine(row)), toLine([...row, measured]));
  return toTable(head, [...byName.values()]);
}

function takeRows(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return end === -1 ? lines : lines.slice(0, end);
}

const readName = (line: string) => line.split(' | ')[0];

const toLine = (cells: Row) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

function toTable(head: Row, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [toLine(head), toLine(head.map(() => '---')), ...lines].join('\n');
}
