import { z } from 'zod';

type DataKey = { id: string; key: Buffer };

/** "id:base64" pairs, newest first; each key is 32 bytes. */
export function toDataKeys(value: string, context: z.RefinementCtx): DataKey[] {
  const keys = value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [id = '', encoded = ''] = part.split(':');
      return { id, key: Buffer.from(encoded, 'base64') };
    });
  const named = new Set(keys.map(({ id }) => id)).size === keys.length;
  const broken = !named || keys.some(({ id, key }) => !/^[a-z0-9]{1,12}$/i.test(id) || key.length !== 32);
  if (!broken) return keys;
  context.addIssue('must be id:base64 pairs, newest first, each id once, each key 32 bytes');
  return z.NEVER;
}
