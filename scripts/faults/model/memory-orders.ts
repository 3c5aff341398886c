import type { LeaseStore } from '#lib/db/lease';
import type { LineMove, LineStore } from '#lib/db/line-store';
import { assertFulfilmentMove, type OrderMove, type OrderStore } from '#lib/db/order-store';
import { type OrderLine, type OrderLineId, toOrderLineId } from '#lib/domain/order';
import {
  assertLinesMove,
  assertPaymentMove,
  type Books,
  findOrder,
  isSame,
  type LineRow,
  type OrderRow,
  requireRow,
  toLine,
  toOrder,
  wakeOrder,
  write,
  writeEvent,
} from './books.ts';

type Orders = Omit<OrderStore, keyof LeaseStore | 'listOrdersOf'>;
type Lines = Pick<LineStore, 'readLeased' | 'moveLine' | 'replaceLine' | 'countNotFound' | 'postponeLine'>;

/** The order store's contract without a database. */
export function createMemoryOrders(books: Books): Orders {
  const read = (isWanted: (row: OrderRow) => boolean) =>
    Promise.resolve(books.order && isWanted(books.order) ? toOrder(books.order) : undefined);
  return {
    async insertOrder(order) {
      if (books.order) return;
      const lines = Array.from({ length: order.quantity }, (_, index) =>
        openLine(order, index + 1, index + 1),
      );
      books.order = structuredClone({ ...order, payment: 'none', refund: 'none', lines });
      writeEvent(books, 'created', undefined);
    },
    readOrder: (id) => read((row) => row.id === id),
    readOrderByNumber: (number) => read((row) => row.number === number),
    readOrderBySession: (sessionId) => read((row) => row.checkoutSessionId === sessionId),
    readOrderByPayment: (paymentId) => read((row) => row.paymentIntentId === paymentId),
    async move(id, move) {
      const row = findOrder(books, id);
      if (!row || !startsFrom(row, move.from)) return undefined;
      assertPaymentMove(row.payment, move.set.payment);
      assertLinesMove(move.lines);
      write(row, keepTurn(row, move.set));
      const { from = [], to, set = {} } = move.lines ?? {};
      for (const line of row.lines.filter(({ fulfilment }) => from.includes(fulfilment))) {
        if (to === 'cancelled') books.esims.delete(line.id);
        write(line, { ...set, ...(to && { fulfilment: to }) });
      }
      writeEvent(books, move.event.kind, move.mail);
      return toOrder(row);
    },
    async wake(id) {
      const row = findOrder(books, id);
      if (row?.nextActionAt) wakeOrder(books, row);
    },
    async bringForward(id, nextActionAt) {
      const row = findOrder(books, id);
      if (row && (!row.nextActionAt || row.nextActionAt > nextActionAt)) row.nextActionAt = nextActionAt;
    },
    async postpone({ id, nextActionAt: seen }, nextActionAt) {
      const row = findOrder(books, id);
      if (row && seen && isSame(row.nextActionAt, seen)) write(row, { nextActionAt });
    },
  };
}

/** The line store's contract without a database. */
export function createMemoryLines(books: Books): Lines {
  return {
    async readLeased({ id, leaseToken }) {
      const row = findLine(books, id);
      if (!books.order || row?.leaseToken !== leaseToken) return undefined;
      return { ...toLine(row, books.order), leaseToken };
    },
    moveLine: async (line, move) => moveLine(books, line, move),
    async replaceLine(line, { plan, from, now }) {
      const moved = moveLine(books, line, {
        from: { payment: ['authorised'], fulfilment: from },
        set: {
          ...{ fulfilment: 'cancelled', holdReason: null, cancelledAt: now, nextActionAt: now },
          notFoundCount: 0,
        },
        event: { kind: 'line_replaced' },
      });
      if (!moved) return undefined;
      const row = requireRow(books, line.orderId);
      const next = row.lines.length + 1;
      const fresh = openLine({ id: line.orderId, plan }, next, line.slot);
      row.lines.push({ ...fresh, fulfilment: 'queued', nextActionAt: now });
      return toOrderLineId(line.orderId, next);
    },
    async countNotFound({ id, nextActionAt: seen, leaseToken, notFoundCount }, found, nextActionAt) {
      const row = findLine(books, id);
      const isOwn = leaseToken === undefined || row?.leaseToken === leaseToken;
      if (!row || !isOwn || !isSame(row.nextActionAt, seen)) return notFoundCount;
      row.notFoundCount = found === 'found' ? 0 : notFoundCount + 1;
      row.nextActionAt = nextActionAt;
      return row.notFoundCount;
    },
    async postponeLine({ id, nextActionAt: seen }, nextActionAt) {
      const row = findLine(books, id);
      if (row && seen && isSame(row.nextActionAt, seen)) row.nextActionAt = nextActionAt;
    },
  };
}

/** One worker takes these lines, whoever holds them. */
export function seizeInMemory(books: Books, ids: readonly OrderLineId[]) {
  const leaseToken = crypto.randomUUID();
  for (const line of books.order?.lines ?? []) if (ids.includes(line.id)) line.leaseToken = leaseToken;
  return ids.map((id) => ({ id, leaseToken }));
}

export function moveLine(
  books: Books,
  line: Pick<OrderLine, 'id' | 'orderId' | 'leaseToken'>,
  move: LineMove,
): OrderLine | undefined {
  const order = findOrder(books, line.orderId);
  const row = findLine(books, line.id);
  if (!order || !row) return undefined;
  if (line.leaseToken !== undefined && row.leaseToken !== line.leaseToken) return undefined;
  const { from, set } = move;
  if (from.payment && !from.payment.includes(order.payment)) return undefined;
  if (from.fulfilment && !from.fulfilment.includes(row.fulfilment)) return undefined;
  if (set.fulfilment) assertFulfilmentMove(row.fulfilment, set.fulfilment);
  const { attempts, purchaseRef, ...plain } = set;
  write(row, plain);
  if (attempts) row.attempts += attempts.increment;
  if (purchaseRef === null) delete row.purchaseRef;
  else if (purchaseRef) row.purchaseRef = purchaseRef;
  if (move.wakes === 'order') wakeOrder(books, order);
  writeEvent(books, move.event.kind, move.mail);
  const { leaseToken } = line;
  return { ...toLine(row, order), ...(leaseToken !== undefined && { leaseToken }) };
}

const findLine = (books: Books, id: string) => books.order?.lines.find((line) => line.id === id);

function openLine({ id, plan }: Pick<OrderRow, 'id' | 'plan'>, line: number, slot: number): LineRow {
  return {
    id: toOrderLineId(id, line),
    orderId: id,
    line,
    slot,
    plan,
    fulfilment: 'not_started',
    purchaseKey: `o-${id}-${line}-1`,
    giveBack: 'none',
    attempts: 0,
    notFoundCount: 0,
  };
}

function keepTurn(
  { refund, withdrawalOpenSince }: OrderRow,
  { nextActionAt, ...set }: OrderMove['set'],
): OrderMove['set'] {
  const isKept = refund !== 'none' || withdrawalOpenSince !== undefined;
  return nextActionAt === undefined || (nextActionAt === null && isKept) ? set : { ...set, nextActionAt };
}

function startsFrom(row: OrderRow, { payment, lines, someLine, delay }: OrderMove['from']): boolean {
  return (
    (delay === undefined || row.delayedAt === undefined) &&
    (payment?.includes(row.payment) ?? true) &&
    row.lines.every(({ fulfilment }) => lines?.includes(fulfilment) ?? true) &&
    (someLine === undefined || row.lines.some(({ fulfilment }) => someLine.includes(fulfilment)))
  );
}
