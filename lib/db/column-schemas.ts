import { z } from 'zod';
import { parseCountry } from '#lib/domain/country';
import { PROVIDERS, parsePlanId, SPEEDS } from '#lib/domain/plan';
import { REGIONS } from '#lib/domain/region';

/** Schemas of what several tables keep as JSON; what does not parse is a bug or a change by hand. */
export const country = z.string().transform((text, context) => {
  const code = parseCountry(text);
  if (code) return code;
  context.addIssue('not a country code');
  return z.NEVER;
});

export const planId = z.string().transform((text, context) => {
  const id = parsePlanId(text);
  if (id) return id;
  context.addIssue('not a plan id');
  return z.NEVER;
});

export const provider = z.enum(PROVIDERS);

export const place = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('country'), code: country }),
  z.object({ kind: z.literal('region'), region: z.enum(REGIONS), label: z.string() }),
]);

export const speed = z.enum(SPEEDS);

export function knownOf<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('known', [
    z.object({ known: z.literal(true), value }),
    z.object({ known: z.literal(false) }),
  ]);
}

export const coverage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('listed'),
    countries: z.array(z.object({ code: country, speeds: knownOf(z.array(speed)) })),
  }),
  z.object({ kind: z.literal('not_supplied'), named: z.array(country) }),
]);

/** Minutes or messages. */
export const allowance = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('limited'), amount: z.number() }),
  z.object({ kind: z.literal('unlimited') }),
]);

export const start = z.enum(['first_connection', 'not_stated']);

export const costs = z.array(z.object({ minor: z.int(), currency: z.string(), exponent: z.int() }));

export const dataAllowance = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('limited'), bytes: z.number() }),
  z.object({ kind: z.literal('daily'), bytesPerDay: z.number(), thenKbps: z.number() }),
  z.object({ kind: z.literal('undisclosed') }),
]);
