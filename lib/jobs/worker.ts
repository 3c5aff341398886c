import { TIMING } from '#lib/config/timing';
import type { Esim } from '#lib/db/esim-row';
import type { EsimStore } from '#lib/db/esim-store';
import type { InboxStore } from '#lib/db/inbox-store';
import type { Lease, LeaseStore } from '#lib/db/lease';
import type { MailStore, QueuedMail } from '#lib/db/mail-store';
import type { TaskStore } from '#lib/db/task-store';
import { type OrderId, parseOrderId } from '#lib/domain/order';
import { crashPoint } from '#lib/faults/crash-point';
import { type Loop, startLoop } from '#lib/jobs/loop';
import { type Log, toErrorFields } from '#lib/observability/log';
import type { PaymentHint } from '#lib/payments/port';

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
  inbox: Pick<InboxStore, 'leaseDue'>;
  tasks: TaskStore;
  advanceOrder: (id: OrderId) => Promise<void>;
  advanceLine: (lease: Lease) => Promise<void>;
  refreshUsage: (esim: Esim) => Promise<void>;
  sendMail: (mail: QueuedMail) => Promise<void>;
  handleEvent: (hint: PaymentHint) => Promise<unknown>;
  recurring: readonly RecurringTask[];
  log: Log;
};

/** `wake`: somebody wrote a row that is due; everything is looked for at once. */
export type Worker = Loop;

const BATCH = 8;
/** Most events only confirm what is known, and each is short. */
const EVENT_BATCH = 24;
const { lookPause: leastMs, sweep: mostMs } = TIMING.worker;

/**
 * The whole background of the shop: open orders, events, mails, usage readings, recurring tasks. What is due is found
 * in the rows themselves, so that there is no queue that could be lost and a second worker takes nothing twice. It is
 * looked for when the bell rings, when work ended that may have led to more, when the next row falls due, and every
 * few seconds in any case.
 */
export function startWorker(deps: WorkerDeps): Worker {
  const wake = () => {
    for (const loop of loops) loop.wake();
  };
  const loops: Loop[] = [
    startLeaseLoop(deps, deps.orders, {
      takeTurn: (lease) => deps.advanceOrder(requireOrderId(lease)),
      wake,
    }),
    ...deps.lines.map((rows) => startLeaseLoop(deps, rows, { takeTurn: deps.advanceLine, wake })),
    startBatchLoop(deps.log, () => workEvents(deps), wake),
    startBatchLoop(deps.log, () => workMails(deps)),
    startBatchLoop(deps.log, () => workReadings(deps)),
  ];
  const tasks = deps.recurring.map((task) => startBatchLoop(deps.log, () => workTask(deps, task), wake));
  return {
    wake,
    stop: async () => {
      await Promise.all([...loops, ...tasks].map((loop) => loop.stop()));
    },
  };
}

/** Answers whether anything was worked: where there was, there is likely to be more. */
type Batch = () => Promise<boolean>;

function startBatchLoop(log: Log, work: Batch, onWorked?: () => void): Loop {
  return startLoop({ leastMs, mostMs }, async () => {
    const hasWorked = (await attempt(log, {}, work))?.value;
    if (!hasWorked) return undefined;
    onWorked?.();
    return leastMs;
  });
}

type Turns = { takeTurn: (lease: Lease) => Promise<void>; wake: () => void };

/** A slow turn occupies one place and delays no other: free places are filled without waiting for it. */
function startLeaseLoop(deps: WorkerDeps, rows: LeaseStore, { takeTurn, wake }: Turns): Loop {
  const turns = new Set<Promise<unknown>>();
  const look = async () => {
    const places = BATCH - turns.size;
    if (places === 0) return undefined;
    const leases = await rows.leaseDue(places, TIMING.worker.orderLease);
    for (const lease of leases) {
      const turn = attempt(deps.log, { orderId: lease.id }, () => work(deps, rows, { lease, takeTurn }));
      turns.add(turn);
      void turn.finally(() => {
        turns.delete(turn);
        wake();
      });
    }
    return leases.length < places ? rows.readNextDueMs() : undefined;
  };
  const loop = startLoop({ leastMs, mostMs }, async () => (await attempt(deps.log, {}, look))?.value);
  return {
    wake: loop.wake,
    stop: async () => {
      await loop.stop();
      await Promise.all(turns);
    },
  };
}

async function work(
  deps: WorkerDeps,
  rows: LeaseStore,
  { lease, takeTurn }: { lease: Lease } & Pick<Turns, 'takeTurn'>,
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

async function workEvents({ inbox, handleEvent, log }: WorkerDeps): Promise<boolean> {
  const hints = await inbox.leaseDue(EVENT_BATCH, TIMING.worker.eventLease);
  crashPoint('w3');
  await Promise.all(hints.map((hint) => attempt(log, { eventId: hint.eventId }, () => handleEvent(hint))));
  return hints.length > 0;
}

async function workMails(deps: WorkerDeps): Promise<boolean> {
  const mails = await deps.mails.leaseDue(BATCH, TIMING.worker.mailLease);
  await Promise.all(mails.map((mail) => attempt(deps.log, { kind: mail.kind }, () => deps.sendMail(mail))));
  return mails.length > 0;
}

async function workReadings(deps: WorkerDeps): Promise<boolean> {
  const esims = await deps.esims.leaseDueReads(BATCH, TIMING.worker.readingLease);
  await Promise.all(
    esims.map((esim) => attempt(deps.log, { esimId: esim.id }, () => deps.refreshUsage(esim))),
  );
  return esims.length > 0;
}

async function workTask(deps: WorkerDeps, task: RecurringTask): Promise<boolean> {
  const lease = await deps.tasks.lease(task.name, task.leaseMs);
  if (!lease) return false;
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
  return true;
}

/** The cursor in what a task answered, if it keeps one. */
function toCursor(result: unknown): { cursor?: string } {
  const hasCursor = typeof result === 'object' && result !== null && 'cursor' in result;
  return hasCursor && typeof result.cursor === 'string' ? { cursor: result.cursor } : {};
}

/**
 * One poisonous row must not stop the others: what it throws is logged, and its lease or next try brings it back.
 * `undefined` = it threw.
 */
async function attempt<T>(
  log: Log,
  fields: Parameters<Log['error']>[1],
  work: () => Promise<T>,
): Promise<{ value: T } | undefined> {
  try {
    return { value: await work() };
  } catch (thrown) {
    log.error('Background work failed', { ...fields, ...toErrorFields(thrown) });
    return undefined;
  }
}
