import { parameterRefusal } from './refusal.ts';
import type { Json, Wire } from './wire.ts';
import { isWire } from './wire.ts';

/** Finds what a field of an object can be expanded to; `undefined` = that field cannot be expanded. */
export type ExpandField = (owner: Wire, field: string) => Json | undefined;

function expandPath(
  owner: Wire,
  path: { fields: readonly string[]; whole: string },
  expandField: ExpandField,
) {
  const [field, ...rest] = path.fields;
  if (field === undefined) return;
  const present = owner[field];
  if (!isWire(present) && !Array.isArray(present)) {
    const found = expandField(owner, field);
    if (found === undefined)
      throw parameterRefusal(`This property cannot be expanded (${path.whole}).`, { param: 'expand' });
    owner[field] = found;
  }
  const next = owner[field];
  for (const child of Array.isArray(next) ? next : [next])
    if (isWire(child)) expandPath(child, { fields: rest, whole: path.whole }, expandField);
}

/** Replaces ids by their objects in place, along paths such as `payment_intent.latest_charge` or `data.payment_intent`. */
export function expandWire(root: Wire, paths: readonly string[], expandField: ExpandField): Wire {
  for (const whole of paths) {
    const fields = whole.split('.');
    if (fields.length > 4)
      throw parameterRefusal('You cannot expand more than 4 levels of a property.', { param: 'expand' });
    expandPath(root, { fields, whole }, expandField);
  }
  return root;
}
