import { PgBoss } from 'pg-boss';
import { TIMING } from '#lib/config/timing';
import { type Log, toErrorFields } from '#lib/observability/log';

/**
 * Says across processes that there is work. It carries no work: what is to be done stands in the rows, so that a ring
 * that is lost, doubled or late costs nothing but the few seconds until the rows are looked at anyway.
 */
export type Bell = {
  /** Returns at once and never throws; many rings in a short time are one. */
  ring: () => void;
  /** Calls back for rings of this process and of others until the bell is stopped; of several listeners one hears each. */
  listen: (onRing: () => void) => Promise<void>;
  stop: () => Promise<void>;
};

const QUEUE = 'bell';

/** Short-lived: a ring that nobody has heard within a minute has been overtaken by the sweep. */
const RINGS = {
  /** One ring that nobody has answered yet is enough. */
  policy: 'short',
  notify: true,
  retryLimit: 0,
  expireInSeconds: 30,
  retentionSeconds: 60,
  deleteAfterSeconds: 60,
} as const;

/** How soon a ring of another process is heard where the database cannot tell of it by itself, as the embedded one. */
const POLLING = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 } as const;

const kept: typeof globalThis & { landfallBells?: Map<string, Bell> } = globalThis;

/** The bell of this process at a database: pages and background work are loaded apart and share it. */
export function openBell(databaseUrl: string, log: Log): Bell {
  kept.landfallBells ??= new Map();
  const existing = kept.landfallBells.get(databaseUrl);
  if (existing) return existing;
  const bell = createBell(databaseUrl, log);
  kept.landfallBells.set(databaseUrl, bell);
  return bell;
}

/** A bell of its own; `openBell` gives a process the one that all of it shares. */
export function createBell(databaseUrl: string, log: Log): Bell {
  let opening: Promise<PgBoss> | undefined;
  let workId: string | undefined;
  let ringing: NodeJS.Timeout | undefined;
  let listening: NodeJS.Timeout | undefined;
  let rungAt = Number.NEGATIVE_INFINITY;
  const open = () => {
    opening ??= start(databaseUrl, log).catch((thrown: unknown) => {
      opening = undefined;
      throw thrown;
    });
    return opening;
  };
  const send = async () => {
    ringing = undefined;
    rungAt = performance.now();
    try {
      const boss = await open();
      await boss.send(QUEUE, {});
      // This process need not wait for the database to tell it what it has just done itself.
      if (workId) boss.notifyWorker(workId);
    } catch (thrown) {
      log.warn('The bell could not be rung', toErrorFields(thrown));
    }
  };
  const listen = async (onRing: () => void) => {
    try {
      workId = await (await open()).work(QUEUE, POLLING, async () => onRing());
    } catch (thrown) {
      log.warn('The bell cannot be heard', toErrorFields(thrown));
      listening = setTimeout(() => listen(onRing), TIMING.worker.sweep).unref();
    }
  };
  return {
    ring() {
      const restMs = TIMING.worker.lookPause - (performance.now() - rungAt);
      ringing ??= setTimeout(send, Math.max(0, restMs)).unref();
    },
    listen,
    async stop() {
      clearTimeout(ringing);
      clearTimeout(listening);
      kept.landfallBells?.delete(databaseUrl);
      const boss = await opening?.catch(() => undefined);
      await boss?.stop({ timeout: 5_000 });
    },
  };
}

async function start(connectionString: string, log: Log): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString,
    max: 2,
    schema: QUEUE,
    schedule: false,
    useListenNotify: true,
    monitorVacuum: false,
    reindex: false,
  });
  boss.on('error', (thrown) => log.warn('The bell failed', toErrorFields(thrown)));
  boss.on('warning', ({ message }) => log.warn('The bell warns', { error: message }));
  try {
    await boss.start();
    await boss.createQueue(QUEUE, RINGS);
    return boss;
  } catch (thrown) {
    await boss.stop({ graceful: false });
    throw thrown;
  }
}
