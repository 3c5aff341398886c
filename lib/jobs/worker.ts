import { TIMING } from '#lib/config/timing';
import type { Esim } from '#lib/db/esim-row';
import type { EsimStore } from '#lib/db/esim-store';
import type { Lease, LeaseStore } from '#lib/db/lease';
import type { MailStore, QueuedMail } from '#lib/db/mail-store';
import type { TaskStore } from '#lib/db/task-store';
import { type OrderId, parseOrderId } from '#lib/domain/order';
import { crashPoint } from '#lib/faults/crash-point';
import { type Log, toErrorFields } from '#lib/observability/log';

/** Recurring work. A task that goes on where it stopped answers `{ cursor }` and gets it the next time. */
export type RecurringTask = {
  name: string;
  everyMs: number;
  /** After a failure; shorter than `everyMs`, so that an outage heals soon. */
  retryMs: number;
  leaseMs: number;
  run: (cursor: string | undefined) => Promise<unknown>;
};

export type WorkerDeps = {
  orders: LeaseStore;
  /** One for each wholesaler: each has places of its own. */
  lines: readonly LeaseStore[];
  esims: Pick<EsimStore, 'leaseDueReads'>;
  mails: Pick<MailStore, 'leaseDue'>;
  tasks: TaskStore;
  advanceOrder: (id: OrderId) => Promise<void>;
  advanceLine: (lease: Lease) => Promise<void>;
  refreshUsage: (esim: Esim) => Promise<void>;
  sendMail: (mail: QueuedMail) => Promise<void>;
  recurring: readonly RecurringTask[];
  log: Log;
};

export type Worker = { stop: () => Promise<void> };

const BATCH = 8;

/**
 * The whole background of the shop: open orders, mails, usage readings, recurring tasks. What is due is found in the
 * rows themselves, so there is no queue that could be lost and a second worker takes nothing twice.
 */
export function startWorker(deps: WorkerDeps): Worker {
  const loops = [
    startLeaseLoop(deps, deps.orders, (lease) => deps.advanceOrder(requireOrderId(lease))),
    ...deps.lines.map((rows) => startLeaseLoop(deps, rows, (lease) => deps.advanceLine(lease))),
    startLoop(deps.log, TIMING.worker.mailPause, () => workMails(deps)),
    startLoop(deps.log, TIMING.worker.readingPause, () => workReadings(deps)),
    ...deps.recurring.map((task) => startLoop(deps.log, TIMING.worker.taskPause, () => workTask(deps, task))),
  ];
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

type Turn = (lease: Lease) => Promise<void>;

/** A slow turn occupies one place and delays no other: free places are filled without waiting for it. */
function startLeaseLoop(deps: WorkerDeps, rows: LeaseStore, takeTurn: Turn): Worker {
  const turns = new Set<Promise<unknown>>();
  const loop = startLoop(deps.log, TIMING.worker.orderPause, async () => {
    const places = BATCH - turns.size;
    if (places === 0) return;
    for (const lease of await rows.leaseDue(places, TIMING.worker.orderLease)) {
      const turn = attempt(deps.log, { orderId: lease.id }, () => work(deps, rows, { lease, takeTurn }));
      turns.add(turn);
      void turn.finally(() => turns.delete(turn));
    }
  });
  return {
    stop: async () => {
      await loop.stop();
      await Promise.all(turns);
    },
  };
}

async function work(
  deps: WorkerDeps,
  rows: LeaseStore,
  { lease, takeTurn }: { lease: Lease; takeTurn: Turn },
): Promise<void> {
  crashPoint('j1');
  const worked = await attempt(deps.log, { orderId: lease.id }, async () => takeTurn(lease));
  await rows.finishLease(lease, worked ? 'worked' : 'failed');
}

function requireOrderId({ id }: Lease): OrderId {
  const orderId = parseOrderId(id);
  if (!orderId) throw new Error('An order row has a malformed id');
  return orderId;
}

async function workMails(deps: WorkerDeps): Promise<void> {
  const mails = await deps.mails.leaseDue(BATCH, TIMING.worker.mailLease);
  await Promise.all(mails.map((mail) => attempt(deps.log, { kind: mail.kind }, () => deps.sendMail(mail))));
}

async function workReadings(deps: WorkerDeps): Promise<void> {
  const esims = await deps.esims.leaseDueReads(BATCH, TIMING.worker.readingLease);
  await Promise.all(
    esims.map((esim) => attempt(deps.log, { esimId: esim.id }, () => deps.refreshUsage(esim))),
  );
}

async function workTask(deps: WorkerDeps, task: RecurringTask): Promise<void> {
  const lease = await deps.tasks.lease(task.name, task.leaseMs);
  if (!lease) return;
  try {
    const result = await task.run(lease.cursor);
    await deps.tasks.finish(lease, {
      nextInMs: task.everyMs,
      ...toCursor(result),
    });
  } catch (thrown) {
    deps.log.error('A recurring task failed', { task: task.name, ...toErrorFields(thrown) });
    const error = thrown instanceof Error ? thrown.message : String(thrown);
    await deps.tasks.finish(lease, { nextInMs: task.retryMs, error: error.slice(0, 500) });
  }
}

/** The cursor in what a task answered, if it keeps one. */
function toCursor(result: unknown): { cursor?: string } {
  const hasCursor = typeof result === 'object' && result !== null && 'cursor' in result;
  return hasCursor && typeof result.cursor === 'string' ? { cursor: result.cursor } : {};
}

/** One poisonous row must not stop the others: what it throws is logged, and its lease or next try brings it back. */
async function attempt(
  log: Log,
  fields: Parameters<Log['error']>[1],
  work: () => Promise<void>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (thrown) {
    log.error('Background work failed', { ...fields, ...toErrorFields(thrown) });
    return false;
  }
}

function startLoop(log: Log, pauseMs: number, turn: () => Promise<void>): Worker {
  let stopped = false;
  let wake: () => void = () => undefined;
  const run = async () => {
    while (!stopped) {
      await attempt(log, {}, turn);
      if (stopped) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopped = true;
      wake();
      await running;
    },
  };
}
