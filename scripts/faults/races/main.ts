import { parseArgs } from 'node:util';
import { createDb } from '#lib/db/client';
import { clearOrders } from '#lib/orders/test-fulfilment';
import { captureOrRelease, doubleClick, settle } from './order-races.ts';
import { promotion } from './promotion-race.ts';
import { refundPressed, withdrawal } from './refund-races.ts';
import type { Race } from './round.ts';
import { claim, lease, mail, sameEsim } from './work-races.ts';

/**
 * Runs each race of one part for so many rounds on the database in DATABASE_URL and prints one line of JSON for it. A
 * program of its own, because a guard is taken away for a whole process; in parts, because one process fills one core.
 */
const RACES: Readonly<Record<string, Race>> = {
  claim,
  'same eSIM': sameEsim,
  settle,
  'double click': doubleClick,
  'promotion code': promotion,
  'delivery against release': captureOrRelease,
  'refund against delivery': withdrawal,
  'refund pressed 50 times': refundPressed,
  lease,
  mail,
};

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    parallel: { type: 'string', default: '50' },
    part: { type: 'string', default: '0' },
    parts: { type: 'string', default: '1' },
  },
});
const [rounds, parallel] = [Number(values.rounds), Number(values.parallel)];
const [part, parts] = [Number(values.part), Number(values.parts)];
const url = process.env.DATABASE_URL ?? '';
const db = createDb(url, { poolSize: parallel });

for (const [index, [name, race]] of Object.entries(RACES).entries()) {
  if (index % parts !== part) continue;
  // The helpers that make orders count them, each from one.
  await clearOrders({ db });
  const violations: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const found = await race({ db, parallel, round }).catch((thrown: unknown) => [`${name}: ${thrown}`]);
    violations.push(...found);
  }
  console.log(JSON.stringify({ name, violations: violations.length, example: violations[0] ?? '' }));
}
await db.$disconnect();
