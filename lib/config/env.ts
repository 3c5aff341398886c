import 'server-only';
import { z } from 'zod';
import { toDataKeys } from '#lib/config/data-keys';
import { faultVariables, findMisplaced } from '#lib/faults/settings';

const PLACEHOLDER =
  /^(changeme|change-me|placeholder|example|secret|password|test|todo|xxx+|your[-_].*|whsec_test|sk_live_\.\.\.)$/i;

const flag = <T extends readonly [string, ...string[]]>(values: T, fallback: T[number]) =>
  z.enum(values).default(fallback);
const text = z.string().trim().min(1).optional();
const url = z.url({ protocol: /^https?$/ }).optional();

const schema = z.object({
  APP_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:3000'),
  APP_ENV: flag(['development', 'test', 'production'], 'development'),
  /** Where this process listens, for calls to itself. */
  PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
    .optional(),
  REDIS_URL: text,
  WORKER: flag(['on', 'off', 'only'], 'on'),
  ZIM_API_URL: url.default('https://zim.api.zimconnections.com'),
  ZIM_TOKEN_URL: url.default('https://auth.zimconnections.com/oauth2/token'),
  ZIM_CLIENT_ID: text,
  ZIM_CLIENT_SECRET: text,
  ZIM_SCOPE: z.string().default('account/write'),
  ZIM_APP_IDENTIFIER: z.string().default('b2b'),
  ZIM_ACCOUNT_ID: text,
  ZIM_PLANS_SEARCH_BODY: z.string().default('{}').transform(toJsonObject),
  ZENDIT_API_URL: url.default('https://api.zendit.io/v1'),
  ZENDIT_API_KEY: text,
  ZENDIT_WEBHOOK_HEADER: text,
  ZENDIT_WEBHOOK_SECRET: text,
  STRIPE_SECRET_KEY: text,
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    ),
  STRIPE_API_URL: url,
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://')
    .optional(),
  EMAIL_FROM: z.string().default('Landfall <orders@landfall.example>'),
  RATES_URL: z.url().default('https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml'),
  NEXTAUTH_SECRET: text,
  NEXTAUTH_URL: url,
  GOOGLE_CLIENT_ID: text,
  GOOGLE_CLIENT_SECRET: text,
  APPLE_ID: text,
  APPLE_SECRET: text,
  DATA_KEYS: z.string().default('').transform(toDataKeys),
  OPERATORS: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((part) => part.trim().toLowerCase())
        .filter(Boolean),
    ),
  DELIVERY_PROMISE_MINUTES: z.coerce.number().min(0.05).max(1440).default(15),
  ...faultVariables,
});

type Variables = z.infer<typeof schema>;

/** The whole configuration. `sandbox`: payments go to a stand-in, and every page says so. */
export type Env = Variables & { sandbox: boolean };

/** A variable that is missing, malformed or contradicts another, with the mend in words. */
export type EnvProblem = { variable: string; mend: string };

/** Reads and checks the configuration; throws one error that names every variable and its mend. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  const problems = parsed.success
    ? [...findContradictions(parsed.data), ...findFaultProblems(given)]
    : parsed.error.issues.map((issue) => ({ variable: String(issue.path[0]), mend: issue.message }));
  if (!parsed.success || problems.length > 0) throw new EnvError(problems);
  return { ...parsed.data, sandbox: parsed.data.STRIPE_API_URL !== undefined };
}

export class EnvError extends Error {
  readonly problems: readonly EnvProblem[];
  constructor(problems: readonly EnvProblem[]) {
    super(
      `The configuration cannot work:\n${problems.map(({ variable, mend }) => `  ${variable}: ${mend}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

let cached: Env | undefined;

/** The process's configuration, parsed once. */
export function readEnv(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}

function findContradictions(env: Variables): EnvProblem[] {
  return [...findPairProblems(env), ...(env.APP_ENV === 'production' ? findProductionProblems(env) : [])];
}

const PAIRS = [
  ['ZIM_CLIENT_ID', 'ZIM_CLIENT_SECRET'],
  ['ZENDIT_WEBHOOK_HEADER', 'ZENDIT_WEBHOOK_SECRET'],
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['APPLE_ID', 'APPLE_SECRET'],
] as const;

function findPairProblems(env: Variables): EnvProblem[] {
  const halves: EnvProblem[] = PAIRS.flatMap(([a, b]) => {
    if (Boolean(env[a]) === Boolean(env[b])) return [];
    const missing = env[a] ? b : a;
    return [
      { variable: missing, mend: `is missing, while ${missing === a ? b : a} is set; set both or neither` },
    ];
  });
  const live = env.STRIPE_SECRET_KEY && /^(sk|rk)_live_/.test(env.STRIPE_SECRET_KEY);
  if (live && env.APP_ENV !== 'production') {
    halves.push({
      variable: 'STRIPE_SECRET_KEY',
      mend: 'is a live key; use a test key, or set APP_ENV=production',
    });
  }
  if (live && env.STRIPE_API_URL) {
    halves.push({
      variable: 'STRIPE_API_URL',
      mend: 'points at a stand-in while the key is live; remove it',
    });
  }
  return halves;
}

function findFaultProblems(given: Record<string, string | undefined>): EnvProblem[] {
  return findMisplaced(given).map((variable) => ({
    variable,
    mend: 'is for the fault suites only; remove it, or set APP_ENV=test',
  }));
}

const REQUIRED_IN_PRODUCTION = [
  'DATABASE_URL',
  'STRIPE_SECRET_KEY',
  'SMTP_URL',
  'NEXTAUTH_SECRET',
] as const satisfies (keyof Variables)[];

const SECRETS = [
  'ZIM_CLIENT_SECRET',
  'ZENDIT_API_KEY',
  'ZENDIT_WEBHOOK_SECRET',
  'STRIPE_SECRET_KEY',
  'NEXTAUTH_SECRET',
  'GOOGLE_CLIENT_SECRET',
  'APPLE_SECRET',
] as const satisfies (keyof Variables)[];

function findProductionProblems(env: Variables): EnvProblem[] {
  const problems: EnvProblem[] = REQUIRED_IN_PRODUCTION.filter((name) => !env[name]).map((variable) => ({
    variable,
    mend: 'is required when APP_ENV=production',
  }));
  const add = (condition: boolean, variable: string, mend: string) => {
    if (condition) problems.push({ variable, mend });
  };
  add(env.STRIPE_WEBHOOK_SECRET.length === 0, 'STRIPE_WEBHOOK_SECRET', 'is required when APP_ENV=production');
  add(
    env.DATA_KEYS.length === 0,
    'DATA_KEYS',
    'is required when APP_ENV=production: id:base64 of 32 random bytes',
  );
  add(
    !env.ZIM_CLIENT_ID && !env.ZENDIT_API_KEY,
    'ZENDIT_API_KEY',
    'or ZIM_CLIENT_ID must be set: there is nothing to sell',
  );
  add(env.STRIPE_API_URL !== undefined, 'STRIPE_API_URL', 'points at a stand-in; remove it in production');
  add(
    Boolean(env.ZENDIT_API_KEY) && !env.ZENDIT_WEBHOOK_SECRET,
    'ZENDIT_WEBHOOK_SECRET',
    'is required with ZENDIT_API_KEY in production',
  );
  add(
    env.DELIVERY_PROMISE_MINUTES < 3,
    'DELIVERY_PROMISE_MINUTES',
    'must be 3 or more: pages and mails say that the shop aims at 2 minutes',
  );
  add(!env.APP_URL.startsWith('https://'), 'APP_URL', 'must be https in production');
  add((env.NEXTAUTH_SECRET?.length ?? 32) < 32, 'NEXTAUTH_SECRET', 'must have 32 characters or more');
  add(
    /^(sk|rk)_test_/.test(env.STRIPE_SECRET_KEY ?? ''),
    'STRIPE_SECRET_KEY',
    'is a test key; production needs a live one',
  );
  add(
    /^sand_/.test(env.ZENDIT_API_KEY ?? ''),
    'ZENDIT_API_KEY',
    'is a test key; production needs a live one',
  );
  for (const name of ['ZIM_API_URL', 'ZIM_TOKEN_URL', 'ZENDIT_API_URL'] as const) {
    add(
      /^http:|\/\/(localhost|127\.)|\.dev\./.test(env[name]),
      name,
      'is not the live address of the wholesaler',
    );
  }
  add(
    env.DATA_KEYS.some(({ key }) => key.every((byte) => byte === key[0])),
    'DATA_KEYS',
    'is a placeholder; put 32 random bytes',
  );
  for (const name of SECRETS)
    add(PLACEHOLDER.test(env[name] ?? ''), name, 'is a placeholder; put the real secret');
  for (const secret of env.STRIPE_WEBHOOK_SECRET)
    add(PLACEHOLDER.test(secret), 'STRIPE_WEBHOOK_SECRET', 'is a placeholder');
  return problems;
}

function toJsonObject(value: string, context: z.RefinementCtx): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(value));
  } catch {
    context.addIssue('must be a JSON object, such as {}');
    return z.NEVER;
  }
}
