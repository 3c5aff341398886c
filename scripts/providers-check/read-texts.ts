import { z } from 'zod';
import { parseLossless } from '#lib/http/parse-lossless';
import type { Bench } from './bench.ts';

const record = z.array(z.record(z.string(), z.unknown()).catch({})).catch([]);

/** One text field of every item of the lists just read. */
export function readTexts(bench: Bench, field: string): readonly string[] {
  const items = bench.observed().flatMap(({ text }) => record.parse(parseLossless(text)?.value));
  return items.flatMap((item) => (typeof item[field] === 'string' ? [item[field]] : []));
}
