import { readFile } from 'node:fs/promises';
import { compareInvoice } from '#lib/wiring';
import { HELP, type InvoiceCommand, parseCommand } from './invoice/parse-command.ts';
import { runCommand } from './lib/operators-command.ts';

/** Compares an invoice of ZIM, whose wallet cannot be read, with what it accepted from us. Ends with 1 on a difference. */
async function run({ file, from, to }: InvoiceCommand): Promise<number> {
  const invoice = await readFile(file, 'utf8').catch(() => undefined);
  if (invoice === undefined) {
    console.error(`${file} cannot be read.`);
    return 1;
  }
  const { days, invoiced, unknown, doubled, missing } = await compareInvoice({
    provider: 'zim',
    invoice,
    from,
    to,
  });
  if (invoiced === 0) {
    console.error(`${file} holds no order number of ZIM (ordr_...). Is it text?`);
    return 1;
  }
  for (const { day, accepted, invoiced } of days)
    console.log(`${day}  ${accepted} accepted, ${invoiced} of them on the invoice`);
  print('On the invoice, and no call of ours was answered with it', unknown);
  print('On the invoice more than once', doubled);
  print('Accepted, and not on the invoice', missing);
  const differences = unknown.length + doubled.length + missing.length;
  console.log(differences === 0 ? 'invoice: it fits' : `invoice: ${differences} differences`);
  return differences === 0 ? 0 : 1;
}

function print(title: string, numbers: readonly string[]): void {
  if (numbers.length > 0) console.log(`${title}: ${numbers.join(', ')}`);
}

await runCommand(parseCommand(process.argv.slice(2)), HELP, run);
