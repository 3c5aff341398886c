import { parameterRefusal } from './refusal.ts';

/** A form as Stripe nests it: every bracket is a key, lists are hashes keyed 0, 1, 2 … */
export type FormHash = { [key: string]: string | FormHash };

type Branch = Map<string, string | Branch>;

const keyPattern = /^([^[\]]+)((?:\[[^[\]]*\])*)$/;

function splitKey(key: string): string[] {
  const [, root, brackets] = keyPattern.exec(key) ?? [];
  if (root === undefined) throw parameterRefusal(`Invalid parameter name: ${key}`);
  return [root, ...[...(brackets ?? '').matchAll(/\[([^[\]]*)\]/g)].map((match) => match[1] ?? '')];
}

function descend(branch: Branch, segment: string, key: string): Branch {
  const next = branch.get(segment) ?? new Map();
  if (typeof next === 'string') throw parameterRefusal(`Invalid hash: ${key}`, { param: key });
  branch.set(segment, next);
  return next;
}

function plant(root: Branch, key: string, value: string) {
  let branch = root;
  const segments = splitKey(key);
  for (const [depth, name] of segments.entries()) {
    const segment = name === '' ? String(branch.size) : name;
    if (depth < segments.length - 1) branch = descend(branch, segment, key);
    else branch.set(segment, value);
  }
}

const toHash = (branch: Branch): FormHash =>
  Object.fromEntries(
    [...branch].map(([key, value]) => [key, typeof value === 'string' ? value : toHash(value)]),
  );

/** Parses `line_items[0][price_data][currency]=eur&expand[]=payment_intent` the way Stripe does. */
export function parseForm(text: string): FormHash {
  const root: Branch = new Map();
  for (const [key, value] of new URLSearchParams(text)) plant(root, key, value);
  return toHash(root);
}
