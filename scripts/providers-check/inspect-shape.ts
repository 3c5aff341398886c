type Kind = 'text' | 'number' | 'flag' | 'list' | 'object' | 'null';

/** What one field of a wholesaler's answer is expected to be. */
type FieldRule = {
  kinds: readonly Kind[];
  /** May be absent or null. */
  optional: boolean;
  /** The words it may hold. */
  values?: readonly string[];
  /** The fields of the object, or of each object in the list. */
  of?: Shape;
};
export type Shape = Readonly<Record<string, FieldRule>>;

export const text = (values?: readonly string[]): FieldRule => ({
  kinds: ['text'],
  optional: false,
  ...(values && { values }),
});
export const number = (): FieldRule => ({ kinds: ['number'], optional: false });
export const flag = (): FieldRule => ({ kinds: ['flag'], optional: false });
/** Digits that may come as text or as a bare number of any size. */
export const digits = (): FieldRule => ({ kinds: ['text', 'number'], optional: false });
export const object = (of?: Shape): FieldRule => ({ kinds: ['object'], optional: false, ...(of && { of }) });
export const list = (of?: Shape): FieldRule => ({ kinds: ['list'], optional: false, ...(of && { of }) });
/** Items that are words themselves. */
export const words = (values?: readonly string[]): FieldRule => ({ ...list(), ...(values && { values }) });
export const optional = (rule: FieldRule): FieldRule => ({ ...rule, optional: true });

type Tally = { met: (path: string) => void; note: (path: string, words: string) => void };
type Place = { path: string; tally: Tally };

/** What differs in answers from the expected shape, a line each, with how often. Values only where words are listed. */
export function inspectShape(items: readonly unknown[], shape: Shape): string[] {
  const totals = new Map<string, number>();
  const notes = new Map<string, { path: string; words: string; count: number }>();
  const tally: Tally = {
    met: (path) => totals.set(path, (totals.get(path) ?? 0) + 1),
    note: (path, words) => {
      const key = `${path} ${words}`;
      notes.set(key, { path, words, count: (notes.get(key)?.count ?? 0) + 1 });
    },
  };
  for (const item of items) inspectObject(item, shape, { path: '', tally });
  return [...notes.values()].map(({ path, words, count }) => {
    const total = totals.get(path) ?? items.length;
    return `${path || 'the answer'}: ${words} (${count.toLocaleString('en')} of ${total.toLocaleString('en')})`;
  });
}

function inspectObject(value: unknown, shape: Shape, { path, tally }: Place): void {
  const kind = kindOf(value);
  if (typeof value !== 'object' || value === null || kind !== 'object') {
    tally.note(path, `${kind} instead of object`);
    return;
  }
  const fields = new Map<string, unknown>(Object.entries(value));
  const below = (name: string) => (path ? `${path}.${name}` : name);
  for (const [name, rule] of Object.entries(shape))
    inspectField(fields.get(name), rule, { path: below(name), tally });
  for (const name of fields.keys()) {
    if (Object.hasOwn(shape, name)) continue;
    tally.met(below(name));
    tally.note(below(name), 'a field we do not know');
  }
}

function inspectField(value: unknown, rule: FieldRule, { path, tally }: Place): void {
  tally.met(path);
  if (value === undefined || value === null) {
    if (!rule.optional) tally.note(path, value === null ? 'null' : 'missing');
    return;
  }
  const kind = kindOf(value);
  if (!rule.kinds.includes(kind)) tally.note(path, `${kind} instead of ${rule.kinds.join(' or ')}`);
  else if (Array.isArray(value)) inspectList(value, rule, { path: `${path}[]`, tally });
  else if (rule.of) inspectObject(value, rule.of, { path, tally });
  else inspectWord(value, rule, { path, tally });
}

function inspectList(items: readonly unknown[], rule: FieldRule, { path, tally }: Place): void {
  for (const item of items) {
    tally.met(path);
    if (rule.of) inspectObject(item, rule.of, { path, tally });
    else inspectWord(item, rule, { path, tally });
  }
}

function inspectWord(value: unknown, { values }: FieldRule, { path, tally }: Place): void {
  if (!values || (typeof value === 'string' && values.includes(value))) return;
  tally.note(path, `unknown value ${JSON.stringify(String(value).slice(0, 40))}`);
}

function kindOf(value: unknown): Kind {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'flag';
  return typeof value === 'number' ? 'number' : 'object';
}
