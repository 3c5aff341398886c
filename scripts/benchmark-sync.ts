import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type SyncDeps, syncCatalogue } from '#lib/catalogue/sync-catalogue';
import { PRICING } from '#lib/config/pricing';
import { createPlanStore } from '#lib/db/plan-store';
import { createSyncStore } from '#lib/db/sync-store';
import type { TestDatabase } from '#lib/db/test-database';
import { toRates } from '#lib/domain/pricing';
import { createLog } from '#lib/observability/log';
import { createZenditProvider } from '#lib/providers/zendit/index';
import { createZimProvider } from '#lib/providers/zim/index';
import credentials from '../sandbox/credentials.json' with { type: 'json' };

const MOST_SECONDS = 20;
const MOST_MEGABYTES = 300;
const MEGABYTE = 1024 ** 2;

/** Takes the stand-ins' catalogue over, then once more with nothing changed; answers what is worse than it may be. */
export async function benchmarkSync(database: TestDatabase): Promise<string[]> {
  const { urls, end } = await startStandIns();
  const deps = createDeps(database, urls);
  const idleBytes = process.memoryUsage.rss();
  const first = await time(deps);
  // The system's own mark of the highest use: nothing between two samples is missed, but it never falls again.
  const megabytes = (process.resourceUsage().maxRSS * 1024 - idleBytes) / MEGABYTE;
  const again = await time(deps);
  await end();
  const plans = first.onSale.toLocaleString('en');
  console.log(`${plans} plans taken over in ${first.seconds.toFixed(1)} s`);
  console.log(`peak memory above idle: ${megabytes.toFixed(0)} MB`);
  console.log(
    `once more with nothing changed: ${again.seconds.toFixed(1)} s, rows written: ${again.written}\n`,
  );
  return [
    ...(Math.max(first.seconds, again.seconds) > MOST_SECONDS
      ? [`The sync may take ${MOST_SECONDS} s.`]
      : []),
    ...(megabytes > MOST_MEGABYTES ? [`The sync may use ${MOST_MEGABYTES} MB.`] : []),
    ...(again.written > 0 ? ['The sync wrote rows though nothing had changed.'] : []),
  ];
}

async function time(deps: SyncDeps): Promise<{ seconds: number; written: number; onSale: number }> {
  const started = performance.now();
  const { syncs, onSale } = await syncCatalogue(deps);
  const seconds = (performance.now() - started) / 1000;
  const failed = syncs.find(({ outcome }) => outcome !== 'succeeded');
  if (failed) throw new Error(`The catalogue of ${failed.provider} was not taken over: ${failed.note}`);
  return {
    seconds,
    onSale,
    written: syncs.reduce((sum, { written, withdrawn }) => sum + written + withdrawn, 0),
  };
}

type Urls = { zim: string; zendit: string };

/** In a process of their own, so that their memory is not counted. */
async function startStandIns(): Promise<{ urls: Urls; end: () => Promise<void> }> {
  const child = spawn(process.execPath, ['sandbox/main.ts', 'zim=0', 'zendit=0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const urls = await readUrls(child);
  return {
    urls,
    async end() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function readUrls({ stdout }: ChildProcess): Promise<Urls> {
  if (!stdout) throw new Error('The stand-ins cannot be heard');
  const found = new Map<string, string>();
  for await (const line of createInterface({ input: stdout })) {
    const [, name, url] = /^(\w+) listening on (\S+)$/.exec(line) ?? [];
    if (name && url) found.set(name, url);
    const [zim, zendit] = [found.get('zim'), found.get('zendit')];
    if (zim && zendit) return { zim, zendit };
  }
  throw new Error('The stand-ins did not start');
}

function createDeps({ db }: TestDatabase, urls: Urls): SyncDeps {
  const log = createLog({ write: () => undefined });
  const now = () => new Date();
  const zim = createZimProvider({
    apiUrl: urls.zim,
    tokenUrl: `${urls.zim}/oauth2/token`,
    ...credentials.zim,
    scope: 'account/write',
    plansSearchBody: {},
    log,
    now,
  });
  const zendit = createZenditProvider({
    apiUrl: `${urls.zendit}/v1`,
    apiKey: credentials.zendit.apiKey,
    log,
  });
  return {
    providers: [zim, zendit],
    plans: createPlanStore(db),
    syncs: createSyncStore(db),
    readRates: async () => toRates(now(), { USD: '1.1562', GBP: '0.87345', JPY: '176.84', CHF: '0.9318' }),
    pricing: PRICING,
    log,
    now,
  };
}
