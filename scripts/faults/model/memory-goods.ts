import type { Esim } from '#lib/db/esim-row';
import type { EsimStore } from '#lib/db/esim-store';
import type { RefundStep, RefundStore } from '#lib/db/refund-store';
import { toLpa } from '#lib/domain/esim';
import type { Refund } from '#lib/domain/refund';
import type { HintDeps } from '#lib/orders/handle-payment-hint';
import { type Books, findOrder, requireRow, wakeOrder, writeEvent } from './books.ts';
import { moveLine } from './memory-orders.ts';

type Esims = Pick<EsimStore, 'allocate' | 'listOf' | 'read' | 'saveReading'>;

const ALLOCATING = ['queued', 'sending', 'placed', 'unknown'] as const;

/** The eSIM store's contract without a database. */
export function createMemoryEsims(books: Books): Esims {
  const strip = ({ matchingHash: _, ...esim }: Esim & { matchingHash: string }): Esim =>
    structuredClone(esim);
  return {
    async allocate({ line, provider, offerId, profile, now }) {
      const matchingHash = toLpa(profile.activationCode);
      const others = [...books.esims.values()].filter(({ lineId }) => lineId !== line.id);
      const isTaken = others.some(
        (esim) =>
          esim.matchingHash === matchingHash || (esim.provider === provider && esim.iccid === profile.iccid),
      );
      if (isTaken) return 'taken';
      const moved = moveLine(books, line, {
        from: { payment: ['authorised'], fulfilment: ALLOCATING },
        set: { fulfilment: 'allocated', allocatedAt: now, holdReason: null, nextActionAt: null },
        wakes: 'order',
        event: { kind: 'esim_allocated' },
      });
      if (!moved) return 'not_waiting';
      const { iccid, esimRef, subscriptionRef, state: profileState } = profile;
      const { id: lineId, orderId } = line;
      books.esims.set(lineId, {
        ...{ id: `esim_${lineId}`, orderId, lineId, provider, offerId, iccid, esimRef, subscriptionRef },
        ...{ profileState, nextReadAt: now, matchingHash },
      });
      return 'allocated';
    },
    async listOf(orderId) {
      const lines = findOrder(books, orderId)?.lines ?? [];
      return lines.flatMap(({ id }) => {
        const esim = books.esims.get(id);
        return esim ? [strip(esim)] : [];
      });
    },
    async read(id) {
      const esim = [...books.esims.values()].find((one) => one.id === id);
      return esim && strip(esim);
    },
    async saveReading({ id, reading, profileState, nextReadAt }) {
      const esim = [...books.esims.values()].find((one) => one.id === id);
      if (!esim) throw new Error(`There is no eSIM ${id}`);
      Object.assign(esim, { reading, profileState });
      if (nextReadAt) esim.nextReadAt = nextReadAt;
      else delete esim.nextReadAt;
      delete esim.readFailedAt;
    },
  };
}

const REFUNDABLE: readonly string[] = ['captured', 'partly_refunded', 'won'];

/** The refund store's contract without a database. */
export function createMemoryRefunds(books: Books): RefundStore {
  return {
    async open({ mail, now, ...wish }) {
      const row = findOrder(books, wish.orderId);
      if (!row) return undefined;
      const existing = books.refunds.find(({ lineId, paymentId }) =>
        wish.lineId ? lineId === wish.lineId : !lineId && paymentId === wish.paymentId,
      );
      if (existing) return { refund: structuredClone(existing), isNew: false };
      if (wish.lineId && !REFUNDABLE.includes(row.payment)) return undefined;
      const position = books.refunds.length + 1;
      const id = `rf-${wish.orderId}-${position}`;
      const refund: Refund = { ...wish, id, position, state: 'due', tries: 0, createdAt: now };
      books.refunds.push(refund);
      Object.assign(row, { refund: 'due', nextActionAt: now });
      const line = row.lines.find((one) => one.id === wish.lineId);
      if (line) Object.assign(line, { giveBack: 'due', nextActionAt: now });
      writeEvent(books, 'refund_due', mail?.(position));
      return { refund: structuredClone(refund), isNew: true };
    },
    async listOf(orderId) {
      return findOrder(books, orderId) ? structuredClone(books.refunds) : [];
    },
    async step(refund, step) {
      const current = books.refunds.find(({ id }) => id === refund.id);
      if (!current || !step.from.includes(current.state)) return undefined;
      writeRefund(current, step.set);
      const row = requireRow(books, refund.orderId);
      row.refund = step.set.state;
      if (step.wakes === 'order') wakeOrder(books, row);
      writeEvent(books, step.event, step.mail);
      return structuredClone(current);
    },
  };
}

function writeRefund(refund: Refund, { refundRef, settledAt, tries, ...plain }: RefundStep['set']): void {
  Object.assign(refund, plain);
  if (tries) refund.tries += tries.increment;
  if (refundRef === null) delete refund.refundRef;
  else if (refundRef) refund.refundRef = refundRef;
  if (settledAt === null) delete refund.settledAt;
  else if (settledAt) refund.settledAt = settledAt;
}

/** The inbox's contract without a database. */
export function createMemoryInbox({ inbox }: Books): HintDeps['inbox'] {
  return {
    async record({ eventId }) {
      if (!inbox.has(eventId)) inbox.set(eventId, 'open');
      return inbox.get(eventId) ?? 'open';
    },
    async markHandled(eventId) {
      inbox.set(eventId, 'handled');
    },
    postpone: async () => undefined,
  };
}
