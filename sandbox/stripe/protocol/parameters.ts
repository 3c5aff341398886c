import type { z } from 'zod';
import type { FormHash } from './form-parse.ts';
import { parameterRefusal } from './refusal.ts';

type Path = readonly PropertyKey[];

const toParam = (path: Path) => path.map((key, depth) => (depth ? `[${String(key)}]` : String(key))).join('');

function valueAt(form: FormHash, path: Path): string | FormHash | undefined {
  let value: string | FormHash | undefined = form;
  for (const key of path) value = typeof value === 'object' ? value[String(key)] : undefined;
  return value;
}

const sentence = (values: readonly unknown[]) => {
  const words = values.map(String);
  return words.length < 3 ? words.join(' or ') : `${words.slice(0, -1).join(', ')}, or ${words.at(-1)}`;
};

function wrongType(issue: z.core.$ZodIssueInvalidType, form: FormHash) {
  const param = toParam(issue.path);
  const value = valueAt(form, issue.path);
  if (value === undefined)
    return parameterRefusal(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  const expected = issue.expected === 'record' ? 'object' : issue.expected;
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  return parameterRefusal(`Invalid ${expected}: ${shown}`, { code: `parameter_invalid_${expected}`, param });
}

function custom(issue: z.core.$ZodIssueCustom) {
  const param = toParam(issue.path);
  const code: unknown = issue.params?.stripeCode;
  if (code === 'parameter_invalid_empty') {
    const message = `You passed an empty string for '${param}'. Empty values are read as an attempt to unset a parameter, and '${param}' cannot be unset: remove it or give a value.`;
    return parameterRefusal(message, { code, param });
  }
  return parameterRefusal(issue.message, { param, ...(typeof code === 'string' ? { code } : {}) });
}

function toRefusal(issue: z.core.$ZodIssue, form: FormHash) {
  const param = toParam(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const unknown = toParam([...issue.path, ...issue.keys.slice(0, 1)]);
      const message = `Received unknown parameter: ${unknown}`;
      return parameterRefusal(message, { code: 'parameter_unknown', param: unknown });
    }
    case 'invalid_type':
      return wrongType(issue, form);
    case 'invalid_value': {
      if (valueAt(form, issue.path) === undefined)
        return parameterRefusal(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
      return parameterRefusal(`Invalid ${param}: must be one of ${sentence(issue.values)}`, { param });
    }
    case 'custom':
      return custom(issue);
    default:
      return parameterRefusal(`Invalid ${param}: ${issue.message}`, { param });
  }
}

/** Reads a request's parameters or refuses in Stripe's words; unknown ones come first, as Stripe reports them. */
export function readParameters<Schema extends z.ZodType>(schema: Schema, form: FormHash): z.infer<Schema> {
  const parsed = schema.safeParse(form);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (!issue) throw new Error('zod refused without an issue');
  throw toRefusal(issue, form);
}
