import { type ParseArgsConfig, parseArgs } from 'node:util';
import { err, ok, type Result } from '#lib/domain/result';

export const DAY_MS = 86_400_000;

type Words = { positionals: readonly string[]; values: Record<string, string | undefined> };

/** The words of a command, with options that each take one; what no option is called is refused. */
export function parseWords(words: readonly string[], names: readonly string[]): Result<Words, string> {
  const options: ParseArgsConfig['options'] = Object.fromEntries(
    names.map((name) => [name, { type: 'string' }]),
  );
  try {
    const { positionals, values } = parseArgs({ args: [...words], options, allowPositionals: true });
    return ok({ positionals, values: values as Words['values'] });
  } catch (thrown) {
    if (thrown instanceof TypeError) return err(thrown.message);
    throw thrown;
  }
}

/** The first instant of a day that exists, such as "2027-01-31", in UTC. */
export function toDay(text = ''): Date | undefined {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? day : undefined;
}
