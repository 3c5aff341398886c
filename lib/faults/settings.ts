import { z } from 'zod';

/** Protections that a test may switch off, to prove that its suite would notice. */
export const GUARDS = [
  'fencing',
  'signature',
  'amount_check',
  'write_before_call',
  'look_before_repost',
  'plan_ledger',
  'promotion_lock',
] as const;
export type Guard = (typeof GUARDS)[number];

/** What only the fault suites set; anything but the default is refused unless `APP_ENV=test`. */
export const faultVariables = {
  /** Divides every duration of `lib/config/timing.ts`. */
  SPEED_UP: z.coerce.number().min(1).max(100).default(1),
  GUARDS_OFF: z
    .string()
    .default('')
    .transform((value) => value.split(',').filter(Boolean))
    .pipe(z.array(z.enum(GUARDS))),
};

const NAMES = ['SPEED_UP', 'GUARDS_OFF'] as const;
type FaultSettings = { SPEED_UP: number; GUARDS_OFF: Guard[] };
const NONE: FaultSettings = { SPEED_UP: 1, GUARDS_OFF: [] };

/** Which of them are set where they have no business. */
export function findMisplaced(source: Record<string, string | undefined>): readonly string[] {
  return source.APP_ENV === 'test' ? [] : NAMES.filter((name) => source[name]);
}

/**
 * Read apart from the rest of the configuration because modules need it while they are loaded. What is malformed or
 * misplaced counts as not set here, and is refused by `parseEnv`.
 */
export function readFaultSettings(source: Record<string, string | undefined> = process.env): FaultSettings {
  if (source.APP_ENV !== 'test') return NONE;
  const given = Object.fromEntries(NAMES.flatMap((name) => (source[name] ? [[name, source[name]]] : [])));
  const parsed = z.object(faultVariables).safeParse(given);
  return parsed.success ? parsed.data : NONE;
}
