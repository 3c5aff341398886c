import type { NewPromotion } from '#lib/db/promotion-store';
import {
  isPercentOff,
  MOST_PERCENT_OFF,
  type PromotionCode,
  parsePromotionCode,
} from '#lib/domain/promotion';
import { err, ok, type Result } from '#lib/domain/result';
import { DAY_MS, parseWords, toDay } from '../lib/words.ts';

export type PromotionCommand =
  | { kind: 'add'; promotion: NewPromotion }
  | { kind: 'list' }
  | { kind: 'end'; code: PromotionCode };

export const HELP = `npm run promotion -- add CODE --percent 10 --uses 100 --until 2027-01-31 [--from 2027-01-01]
npm run promotion -- list
npm run promotion -- end CODE

CODE: 3 to 24 of A-Z, 0-9 and "-". --percent: 1 to ${MOST_PERCENT_OFF}. --uses: how many orders may have it, each customer one.
--until: the last day, --from: the first, both in UTC; without --from it begins at once.
A discount may sell below cost: whether the margin bears it is yours to judge.`;

const MOST_USES = 1_000_000;

/** What the words after `npm run promotion --` ask for, or what is wrong with them. Nothing is guessed. */
export function parseCommand(words: readonly string[], now: Date): Result<PromotionCommand, string> {
  const [name, ...rest] = words;
  if (name === 'list') return rest.length === 0 ? ok({ kind: 'list' }) : err('list takes nothing more');
  if (name === 'end') return parseEnd(rest);
  if (name === 'add') return parseAdd(rest, now);
  return err(name === undefined ? 'say what to do' : `there is no "${name}"`);
}

function parseEnd([word, ...rest]: readonly string[]): Result<PromotionCommand, string> {
  const code = parsePromotionCode(word ?? '');
  return code && rest.length === 0 ? ok({ kind: 'end', code }) : err('end takes one code');
}

function parseAdd(words: readonly string[], now: Date): Result<PromotionCommand, string> {
  const options = parseWords(words, ['percent', 'uses', 'from', 'until']);
  if (!options.ok) return options;
  const { positionals, values } = options.value;
  const code = positionals.length === 1 ? parsePromotionCode(positionals[0] ?? '') : undefined;
  const [percentOff, usesMax] = [toWhole(values.percent), toWhole(values.uses)];
  const [startsAt, lastDay] = [toDay(values.from), toDay(values.until)];
  if (!code) return err('add takes one code of 3 to 24 letters A-Z, digits and hyphens');
  if (!isPercentOff(percentOff)) return err(`--percent is a whole number from 1 to ${MOST_PERCENT_OFF}`);
  if (!(usesMax >= 1 && usesMax <= MOST_USES)) return err(`--uses is a whole number from 1 to ${MOST_USES}`);
  if (!lastDay) return err('--until is a day such as 2027-01-31');
  if (values.from !== undefined && !startsAt) return err('--from is a day such as 2027-01-01');
  const endsAt = new Date(lastDay.getTime() + DAY_MS);
  if (endsAt <= now) return err('--until is past');
  if (startsAt && startsAt >= endsAt) return err('--from is after --until');
  return ok({
    kind: 'add',
    promotion: { code, percentOff, usesMax, endsAt, ...(startsAt && { startsAt }) },
  });
}

const toWhole = (text = '') => (/^\d{1,9}$/.test(text) ? Number(text) : Number.NaN);
