import type { OpenBreak } from '#lib/domain/operations';
import { auditNow, closeWiring } from '#lib/wiring';
import { needDatabase } from './lib/need-database.ts';

/** Runs the audit and prints what is wrong and what to do about it. Ends with 1 when anything is. */
function print(found: OpenBreak): void {
  const { kind, subject, orderNumber, detail, foundAt, meaning, mend } = found;
  console.log(`\n${kind}  ${orderNumber ?? ''}  ${subject}  since ${foundAt.toISOString()}`);
  console.log(`  ${meaning} (${detail})\n  ${mend}`);
}

needDatabase();
const open = await auditNow();
await closeWiring();
for (const found of open) print(found);
console.log(open.length === 0 ? 'audit: nothing is wrong' : `\naudit: ${open.length} breaks are open`);
process.exitCode = open.length === 0 ? 0 : 1;
