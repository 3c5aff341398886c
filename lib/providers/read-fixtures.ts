import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { parseLossless } from '#lib/http/parse-lossless';

const fixtures = z.record(z.string(), z.unknown());

export type Fixtures = {
  /** A response as the adapter sees it after parsing: integers beyond a double are text. */
  of: (name: string) => unknown;
  /** Its exact text on the wire. */
  text: (name: string) => string;
};

/** The recorded shape of a partner's responses, for tests. One top-level name a response. */
export function readFixtures(file: URL): Fixtures {
  const source = readFileSync(file, 'utf8');
  const byName = fixtures.parse(parseLossless(source)?.value);
  const require = (name: string) => {
    if (!(name in byName)) throw new Error(`There is no fixture "${name}"`);
    return byName[name];
  };
  return {
    of: require,
    // Digits that became text are written back as the bare numbers they are on the wire.
    text: (name) => JSON.stringify(require(name)).replaceAll(/"(\d{17,})"/g, (_, digits: string) => digits),
  };
}
