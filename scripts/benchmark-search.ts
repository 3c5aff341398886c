import { parsePlanQuery } from '#lib/catalogue/plan-query';
import { createPlanStore, type PlanStore } from '#lib/db/plan-store';
import type { TestDatabase } from '#lib/db/test-database';
import { parsePlanId } from '#lib/domain/plan';

const ROUNDS = 60;
const WARM_UP_ROUNDS = 10;
const TARGET_MS = 15;

const SEARCHES = [
  'place=japan',
  'covers=de&sort=price_per_gb',
  'place=europe&minDays=14&limit=50',
  'covers=fr&minGb=10&minDays=30',
  'covers=us&features=hotspot,5g&maxPriceMinor=3000',
  'minGb=5&allowances=limited&currency=USD',
  'sort=price_per_gb&limit=50',
  'limit=50',
  'limit=50&currency=USD',
  'sort=price_per_gb&limit=50&currency=USD',
];

type Subject = { name: string; run: () => Promise<unknown> };

/** Measures searches, each round beside a bare read by primary key, so that a busy machine slows all of them alike. */
export async function benchmarkSearch({ db }: TestDatabase): Promise<void> {
  const plans = createPlanStore(db);
  const [first] = (await plans.search(toSearch('limit=1'))).plans;
  const id = first && parsePlanId(first.id);
  if (!id) throw new Error('There is nothing to search in');
  const bare: Subject = {
    name: 'one plan by primary key',
    run: () => db.plan.findUnique({ where: { id }, select: { id: true } }),
  };
  const searches = SEARCHES.map((text) => toSubject(plans, text));
  print(bare, await measure([bare, ...searches, await createDeepSubject(plans)]));
}

function toSearch(text: string) {
  const query = parsePlanQuery(new URLSearchParams(text));
  if (!query.ok) throw new Error(`Not a search: ${text} (${query.error.fields})`);
  return query.value.search;
}

function toSubject(plans: PlanStore, text: string): Subject {
  const search = toSearch(text);
  return { name: text, run: () => plans.search(search) };
}

/** The thirtieth page of everything. */
async function createDeepSubject(plans: PlanStore): Promise<Subject> {
  let search = toSearch('limit=50');
  for (let page = 1; page < 30; page += 1) search = { ...search, after: (await plans.search(search)).next };
  return { name: 'limit=50, page 30', run: () => plans.search(search) };
}

/** Milliseconds per subject, all subjects in turn in every round. */
async function measure(subjects: readonly Subject[]): Promise<Map<Subject, number[]>> {
  const times = new Map(subjects.map((subject): [Subject, number[]] => [subject, []]));
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1)
    for (const [subject, list] of times) {
      const started = performance.now();
      await subject.run();
      if (round >= 0) list.push(performance.now() - started);
    }
  return times;
}

function print(baseline: Subject, times: ReadonlyMap<Subject, readonly number[]>): void {
  const base = quantile(times.get(baseline) ?? [], 0.5);
  console.log('median ms   p95 ms   ratio   search');
  for (const [{ name }, list] of times) {
    const median = quantile(list, 0.5);
    const cells = [median.toFixed(2).padStart(9), quantile(list, 0.95).toFixed(2).padStart(8)];
    const verdict = median > TARGET_MS ? `  over ${TARGET_MS} ms` : '';
    console.log(`${cells.join(' ')}  ${(median / base).toFixed(1).padStart(6)}   ${name}${verdict}`);
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
