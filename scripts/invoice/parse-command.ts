import { err, ok, type Result } from '#lib/domain/result';
import { DAY_MS, parseWords, toDay } from '../lib/words.ts';

/** `to` is after the last day. */
export type InvoiceCommand = { file: string; from: Date; to: Date };

export const HELP = `npm run invoice -- FILE --from 2027-01-01 --to 2027-01-31

FILE: ZIM's invoice as text, such as CSV; every order number in it (ordr_...) is read.
--from, --to: the first and the last day that it bills, both in UTC.`;

/** What the words after `npm run invoice --` ask for, or what is wrong with them. Nothing is guessed. */
export function parseCommand(words: readonly string[]): Result<InvoiceCommand, string> {
  const parsed = parseWords(words, ['from', 'to']);
  if (!parsed.ok) return parsed;
  const { positionals, values } = parsed.value;
  const [file, ...rest] = positionals;
  const [from, lastDay] = [toDay(values.from), toDay(values.to)];
  if (!file || rest.length > 0) return err('name one file');
  if (!from) return err('--from is a day such as 2027-01-01');
  if (!lastDay) return err('--to is a day such as 2027-01-31');
  if (lastDay < from) return err('--to is before --from');
  return ok({ file, from, to: new Date(lastDay.getTime() + DAY_MS) });
}
