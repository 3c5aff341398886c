import { describe, expect, it } from 'vitest';
import { TIMING } from '#lib/config/timing';
import type { Lease, LeaseStore } from '#lib/db/lease';
import type { OrderId } from '#lib/domain/order';
import { type RecurringTask, startWorker, type WorkerDeps } from '#lib/jobs/worker';

const lease = (number: number): Lease => ({
  id: `worker${String(number).padStart(18, '0')}`,
  leaseToken: `lease-${number}`,
});

const nothingDue: LeaseStore = {
  leaseDue: async () => [],
  readNextDueMs: async () => undefined,
  finishLease: async () => undefined,
};

/** A shop in which nothing is due. */
const idle: WorkerDeps = {
  orders: nothingDue,
  lines: [nothingDue],
  esims: { leaseDueReads: async () => [] },
  mails: { leaseDue: async () => [] },
  inbox: { leaseDue: async () => [] },
  tasks: { lease: async () => undefined, finish: async () => undefined },
  advanceOrder: async () => undefined,
  advanceLine: async () => undefined,
  refreshUsage: async () => undefined,
  sendMail: async () => undefined,
  handleEvent: async () => undefined,
  recurring: [],
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
};

/** One turn of every loop: what is due is handed out once, and `stop` waits for what was begun. */
async function runOnce(change: Partial<WorkerDeps> & { due?: Lease[]; cursor?: string }) {
  const finished: [string, string][] = [];
  const errors: string[] = [];
  const ends: object[] = [];
  const { due = [], cursor, ...deps } = change;
  const worker = startWorker({
    ...idle,
    orders: {
      ...nothingDue,
      leaseDue: async (limit) => due.splice(0, limit),
      finishLease: async ({ id }, outcome) => void finished.push([id, outcome]),
    },
    tasks: {
      lease: async (name) => ({ name, leaseToken: 'task', ...(cursor && { cursor }) }),
      finish: async (_, result) => void ends.push(result),
    },
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (message, fields) => errors.push(`${message}: ${fields?.error}`),
    },
    ...deps,
  });
  await worker.stop();
  return { finished, errors, ends };
}

const task = (run: RecurringTask['run']): RecurringTask => ({
  name: 'sync',
  everyMs: 3_600_000,
  retryMs: 60_000,
  leaseMs: 1_000,
  run,
});

describe('startWorker', () => {
  it('goes on with the other orders when one is poisonous', async () => {
    const advanced: OrderId[] = [];
    const poison = lease(2).id;
    const { finished, errors } = await runOnce({
      due: [lease(1), lease(2), lease(3)],
      advanceOrder: async (id) => {
        if (id === poison) throw new Error('does not parse');
        advanced.push(id);
      },
    });
    expect(advanced).toEqual([lease(1).id, lease(3).id]);
    expect(finished.toSorted()).toEqual([
      [lease(1).id, 'worked'],
      [lease(2).id, 'failed'],
      [lease(3).id, 'worked'],
    ]);
    expect(errors).toEqual(['Background work failed: does not parse']);
  });

  it('gives back the lease of an order whose id is malformed', async () => {
    const { finished } = await runOnce({ due: [{ id: 'X', leaseToken: 'lease' }] });
    expect(finished).toEqual([['X', 'failed']]);
  });

  it('lets a slow order delay no other', async () => {
    let release: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const due = [lease(1), lease(2)];
    const { finished } = await runOnce({
      orders: {
        ...nothingDue,
        leaseDue: async () => due.splice(0),
        finishLease: async ({ id }) => {
          if (id === lease(2).id) release();
        },
      },
      advanceOrder: async (id) => {
        if (id === lease(1).id) await slow;
      },
    });
    expect(finished).toEqual([]);
  });

  it('hands a line to its turn under its lease, and lets a poisonous one stop no other', async () => {
    const due = [lease(1), lease(2)].map(({ id, leaseToken }) => ({ id: `${id}-1`, leaseToken }));
    const [poison, sound] = due;
    const advanced: Lease[] = [];
    const finished: [Lease, string][] = [];
    const { errors } = await runOnce({
      lines: [
        {
          ...nothingDue,
          leaseDue: async (limit) => due.splice(0, limit),
          finishLease: async (held, outcome) => void finished.push([held, outcome]),
        },
      ],
      advanceLine: async (held) => {
        if (held === poison) throw new Error('does not parse');
        advanced.push(held);
      },
    });
    expect(advanced).toEqual([sound]);
    expect(finished).toHaveLength(2);
    expect(finished).toContainEqual([poison, 'failed']);
    expect(finished).toContainEqual([sound, 'worked']);
    expect(errors).toEqual(['Background work failed: does not parse']);
  });

  it('gives the lines of each wholesaler places of their own, so that a silent one delays no other', async () => {
    let answer = () => {};
    const silence = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const silent = Array.from({ length: 20 }, (_, index) => lease(index));
    const sound = [lease(100)];
    const advanced: string[] = [];
    const linesOf = (due: Lease[]): LeaseStore => ({
      ...nothingDue,
      leaseDue: async (limit) => due.splice(0, limit),
    });
    const run = runOnce({
      lines: [linesOf(silent), linesOf(sound)],
      advanceLine: async ({ id }) => {
        if (id !== lease(100).id) return silence;
        advanced.push(id);
        answer();
      },
    });
    await run;
    expect(advanced).toEqual([lease(100).id]);
    expect(silent).toHaveLength(12);
  });

  it('takes no more orders at once than it has places for', async () => {
    const limits: number[] = [];
    await runOnce({
      orders: {
        ...nothingDue,
        leaseDue: async (limit) => {
          limits.push(limit);
          return [];
        },
      },
    });
    expect(limits).toEqual([8]);
  });

  it('goes on with orders when mails and readings cannot be leased', async () => {
    const { finished, errors } = await runOnce({
      due: [lease(1)],
      mails: { leaseDue: () => Promise.reject(new Error('no connection')) },
      esims: { leaseDueReads: () => Promise.reject(new Error('no connection')) },
    });
    expect(finished).toEqual([[lease(1).id, 'worked']]);
    expect(errors).toEqual([
      'Background work failed: no connection',
      'Background work failed: no connection',
    ]);
  });

  it('works the events that were kept, each by itself', async () => {
    const hints = ['evt_1', 'evt_2', 'evt_3'].map((eventId) => ({
      eventId,
      type: 't',
      createdAt: new Date(),
    }));
    const handled: string[] = [];
    const { errors } = await runOnce({
      inbox: { leaseDue: async () => hints.splice(0) },
      handleEvent: async ({ eventId }) => {
        if (eventId === 'evt_2') throw new Error('does not parse');
        handled.push(eventId);
      },
    });
    expect(handled).toEqual(['evt_1', 'evt_3']);
    expect(errors).toEqual(['Background work failed: does not parse']);
  });

  it('looks for what a turn may have led to when the turn has ended', async () => {
    const looks = { orders: 0, mails: 0 };
    const due = [lease(1)];
    const again = Promise.withResolvers<void>();
    const look = (kind: keyof typeof looks) => {
      looks[kind] += 1;
      if (Math.min(looks.orders, looks.mails) === 2) again.resolve();
    };
    const worker = startWorker({
      ...idle,
      orders: {
        ...nothingDue,
        leaseDue: async () => {
          look('orders');
          return due.splice(0);
        },
      },
      mails: {
        leaseDue: async () => {
          look('mails');
          return [];
        },
      },
    });
    const began = performance.now();
    await again.promise;
    expect(performance.now() - began).toBeLessThan(TIMING.worker.sweep / 2);
    await worker.stop();
  });

  it('hands a task its cursor, keeps the one it returns and plans the next run', async () => {
    const cursors: (string | undefined)[] = [];
    const { ends } = await runOnce({
      cursor: 'page-1',
      recurring: [
        task(async (cursor) => {
          cursors.push(cursor);
          return { cursor: 'page-2' };
        }),
      ],
    });
    expect(cursors).toEqual(['page-1']);
    expect(ends).toEqual([{ nextInMs: 3_600_000, cursor: 'page-2' }]);
  });

  it('runs a failed task again soon, and the others all the same', async () => {
    const { ends, errors } = await runOnce({
      recurring: [task(() => Promise.reject(new Error('no answer'))), task(async () => undefined)],
    });
    expect(ends).toHaveLength(2);
    expect(ends).toContainEqual({ nextInMs: 60_000, error: 'no answer' });
    expect(ends).toContainEqual({ nextInMs: 3_600_000 });
    expect(errors).toEqual(['A recurring task failed: no answer']);
  });
});
