import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import { type Bell, createBell, openBell } from '#lib/jobs/bell';
import { quietLog } from '#lib/orders/test-payments';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());

const bells: Bell[] = [];
afterEach(async () => {
  for (const bell of bells.splice(0)) await bell.stop();
});

/** The bell of a process of its own. */
function open(url = database.url, warnings: string[] = []): Bell {
  const bell = createBell(url, { ...quietLog, warn: (message) => warnings.push(message) });
  bells.push(bell);
  return bell;
}

async function hear(bell: Bell) {
  const rings: number[] = [];
  const first = Promise.withResolvers<void>();
  await bell.listen(() => {
    rings.push(performance.now());
    first.resolve();
  });
  return { rings, first: first.promise };
}

describe('the bell', () => {
  it('is heard by another process', async () => {
    const { first } = await hear(open());
    open().ring();
    await first;
  });

  it('is heard at once by the process that rings it', async () => {
    const bell = open();
    const { first } = await hear(bell);
    // The first look at the queue is over, the next one two seconds away.
    await wait(300);
    const began = performance.now();
    bell.ring();
    await first;
    expect(performance.now() - began).toBeLessThan(1_500);
  });

  it('makes one ring of many', async () => {
    const bell = open();
    const { rings, first } = await hear(bell);
    for (let count = 0; count < 1_000; count += 1) bell.ring();
    await first;
    await wait(300);
    expect(rings).toHaveLength(1);
  });

  it('is one for all parts of a process that ask for it', () => {
    const bell = openBell('postgresql://nobody@127.0.0.1:1/none', quietLog);
    bells.push(bell);
    expect(openBell('postgresql://nobody@127.0.0.1:1/none', quietLog)).toBe(bell);
  });

  it('says in the log that it cannot be rung, and disturbs nobody', async () => {
    const warnings: string[] = [];
    const bell = open('postgresql://nobody@127.0.0.1:1/none', warnings);
    bell.ring();
    while (!warnings.includes('The bell could not be rung')) await wait(20);
  });
});
