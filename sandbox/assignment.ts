const names = ['zim', 'zendit', 'stripe', 'mail', 'smtp', 'rates'] as const;
type StandInName = (typeof names)[number];

export type Assignment = { name: StandInName; port: number };

const usage = `Usage: node sandbox/main.ts NAME=PORT … with NAME one of ${names.join(', ')}`;

/** Reads `zim=4101 zendit=4102`; port 0 picks a free one. */
export function parseAssignments(
  words: readonly string[],
): { ok: true; assignments: readonly Assignment[] } | { ok: false; error: string } {
  const assignments: Assignment[] = [];
  for (const word of words) {
    const [given, digits = '', ...rest] = word.split('=');
    const name = names.find((known) => known === given);
    if (!name || rest.length > 0) return { ok: false, error: `"${word}" names no stand-in. ${usage}` };
    const port = Number(digits);
    if (!/^\d+$/.test(digits) || port > 65_535)
      return { ok: false, error: `"${word}" has no valid port. ${usage}` };
    if (assignments.some((other) => other.name === name))
      return { ok: false, error: `${name} is given twice. ${usage}` };
    assignments.push({ name, port });
  }
  return assignments.length > 0 ? { ok: true, assignments } : { ok: false, error: usage };
}
