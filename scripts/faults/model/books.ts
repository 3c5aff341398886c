import type { Esim } from '#lib/db/esim-row';
import { assertFulfilmentMove, type MailRequest } from '#lib/db/order-store';
import {
  canFulfilmentMove,
  canPaymentMove,
  type FulfilmentState,
  type Order,
  type OrderId,
  type OrderLine,
  type PaymentState,
} from '#lib/domain/order';
import type { Refund } from '#lib/domain/refund';

/** A line as it is kept: what it knows of its order is the order's. */
export type LineRow = Omit<OrderLine, 'payment' | 'promiseUntil'>;
export type OrderRow = Omit<Order, 'lines'> & { lines: LineRow[] };

/** The rows of one order, in memory. */
export type Books = {
  order: OrderRow | undefined;
  /** Whether the order's turn is under way. */
  isLeased: boolean;
  esims: Map<string, Esim & { matchingHash: string }>;
  refunds: Refund[];
  events: string[];
  mails: Set<string>;
  inbox: Map<string, 'open' | 'handled'>;
  /** The database's clock, which is another one than the shop's. */
  dbNow: () => Date;
};

export function createBooks(dbNow: () => Date): Books {
  return {
    order: undefined,
    isLeased: false,
    esims: new Map(),
    refunds: [],
    events: [],
    mails: new Set(),
    inbox: new Map(),
    dbNow,
  };
}

export function findOrder(books: Books, id: string): OrderRow | undefined {
  return books.order?.id === id ? books.order : undefined;
}

export function toOrder({ lines, ...row }: OrderRow): Order {
  return structuredClone({ ...row, lines: lines.map((line) => toLine(line, row)) });
}

export function toLine(
  { leaseToken: _, ...line }: LineRow,
  { payment, promiseUntil }: Pick<Order, 'payment' | 'promiseUntil'>,
): OrderLine {
  return structuredClone({ ...line, payment, ...(promiseUntil && { promiseUntil }) });
}

export function writeEvent(books: Books, kind: string, mail: MailRequest | undefined): void {
  books.events.push(kind);
  if (mail) books.mails.add(mail.dedupeKey);
}

/** An order whose turn is due keeps it; one that had nothing to do, or whose turn is under way, gets another. */
export function wakeOrder(books: Books, row: OrderRow): void {
  const now = books.dbNow();
  if (!row.nextActionAt || row.nextActionAt > now || books.isLeased) row.nextActionAt = now;
}

/** Writes columns; null empties one. */
export function write(row: object, columns: object): void {
  Object.assign(row, columns);
  for (const [name, value] of Object.entries(columns)) if (value === null) Reflect.deleteProperty(row, name);
}

export function assertPaymentMove(from: PaymentState, to: PaymentState | undefined): void {
  if (to && to !== from && !canPaymentMove(from, to)) throw new Error(`payment ${from} → ${to}`);
}

export function assertLinesMove(
  lines: { from: readonly FulfilmentState[]; to: FulfilmentState } | undefined,
) {
  for (const from of lines?.from ?? []) {
    if (lines && from !== lines.to && !canFulfilmentMove(from, lines.to))
      assertFulfilmentMove(from, lines.to);
  }
}

export const isSame = (a: Date | undefined, b: Date | undefined) => a?.getTime() === b?.getTime();

export function requireRow(books: Books, id: OrderId): OrderRow {
  const row = findOrder(books, id);
  if (!row) throw new Error(`There is no order ${id}`);
  return row;
}
