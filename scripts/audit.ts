import type { OpenBreak } from '#lib/domain/operations';
import { err, ok } from '#lib/domain/result';
import { auditNow } from '#lib/wiring';
import { runCommand } from './lib/operators-command.ts';

function print(found: OpenBreak): void {
  const { kind, subject, orderNumber, detail, foundAt, meaning, mend } = found;
  console.log(`\n${kind}  ${orderNumber ?? ''}  ${subject}  since ${foundAt.toISOString()}`);
  console.log(`  ${meaning} (${detail})\n  ${mend}`);
}

/** Runs the audit and prints what is wrong and what to do about it. Ends with 1 when anything is. */
async function run(): Promise<number> {
  const open = await auditNow();
  for (const found of open) print(found);
  console.log(open.length === 0 ? 'audit: nothing is wrong' : `\naudit: ${open.length} breaks are open`);
  return open.length === 0 ? 0 : 1;
}

const words = process.argv.slice(2);
await runCommand(words.length === 0 ? ok({}) : err('audit takes nothing more'), 'npm run audit', run);
