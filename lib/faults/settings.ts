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

/** `CRASH_AT=j3:2`: the process dies at the second passing of the point `j3`. */
export type CrashAt = { label: string; passing: number };

/** What only the fault suites set; anything but the default is refused unless `APP_ENV=test`. */
export const faultVariables = {
  /** Divides every duration of `lib/config/timing.ts`. */
  SPEED_UP: z.coerce.number().min(1).max(100).default(1),
  CRASH_AT: z
    .string()
    .regex(/^[a-z]\d:\d+$/, 'must be a point and a passing, such as j3:1')
    .transform(toCrashAt)
    .optional(),
  GUARDS_OFF: z
    .string()
    .default('')
    .transform((value) => value.split(',').filter(Boolean))
    .pipe(z.array(z.enum(GUARDS))),
};

function toCrashAt(value: string): CrashAt {
  const [label = '', passing] = value.split(':');
  return { label, passing: Number(passing) };
}

const NAMES = ['SPEED_UP', 'CRASH_AT', 'GUARDS_OFF'] as const;
type FaultSettings = { SPEED_UP: number; CRASH_AT?: CrashAt | undefined; GUARDS_OFF: Guard[] };
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
