import { redact } from '#lib/observability/log';
import type { Finding } from './operation.ts';

const MOST_DIFFERENCES = 40;

/** One wholesaler's findings as a table, each with what differs below it. Whatever looks like a secret is blanked. */
export function toReportLines(name: string, findings: readonly Finding[]): string[] {
  const width = Math.max(...findings.map(({ operation }) => operation.length));
  const rows = findings.flatMap(({ state, operation, words, differences }) => [
    `  ${state.padEnd(7)}  ${operation.padEnd(width)}  ${words}`,
    ...differences.slice(0, MOST_DIFFERENCES).map((words) => `${' '.repeat(11)}differs: ${words}`),
    ...(differences.length > MOST_DIFFERENCES
      ? [`${' '.repeat(11)}differs: ${differences.length - MOST_DIFFERENCES} more`]
      : []),
  ]);
  return [name, ...rows, `  ${conclude(findings)}`].map(redact);
}

function conclude(findings: readonly Finding[]): string {
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length;
  const differences = findings.reduce((sum, finding) => sum + finding.differences.length, 0);
  const parts = [
    `${count('ok')} of ${findings.length} operations answered`,
    `${count('failed')} failed`,
    `${differences} ${differences === 1 ? 'difference' : 'differences'} from what we rely on`,
  ];
  return `${parts.join(', ')}.`;
}
