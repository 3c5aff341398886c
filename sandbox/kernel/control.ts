import { z } from 'zod';
import { faultSchema } from './fault.ts';
import { readJson } from './read-json.ts';

const controlSchema = z.strictObject({
  reset: z.literal(true).optional(),
  faults: z.array(faultSchema).optional(),
  clockOffsetMs: z.int().optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
});
type Control = z.infer<typeof controlSchema>;

/** Reads the body of `POST /__control`; an unknown field, an unknown setting or a wrong type is refused whole. */
export function parseControl<Shape extends z.ZodRawShape>(
  text: string,
  settingsSchema: z.ZodObject<Shape>,
): { ok: true; control: Control } | { ok: false; error: string } {
  const json = readJson(text);
  if (!json.ok) return { ok: false, error: 'the body is not JSON' };
  const parsed = controlSchema.safeParse(json.value);
  if (!parsed.success) return { ok: false, error: z.prettifyError(parsed.error) };
  const { settings: given, ...control } = parsed.data;
  if (!given) return { ok: true, control };
  const settings = settingsSchema.strict().partial().safeParse(given);
  if (!settings.success) return { ok: false, error: z.prettifyError(settings.error) };
  // `partial()` still fills in the defaults of absent keys: only the given ones may change.
  const changed = Object.entries(settings.data).filter(([key]) => key in given);
  return { ok: true, control: { ...control, settings: Object.fromEntries(changed) } };
}
