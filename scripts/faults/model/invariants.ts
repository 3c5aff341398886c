import { hasArrived, isWaiting } from '#lib/domain/order';
import type { Stage } from './stage.ts';

const OPEN = ['none', 'session_open', 'authorised'];
const TAKEN = ['captured', 'partly_refunded', 'refunded', 'disputed', 'won', 'lost'];

/** What must hold after every command, whatever happened before it; answers what does not, in words. */
export async function findViolations(stage: Stage): Promise<string[]> {
  const { bank, kept, id } = stage;
  const order = await stage.readOrder();
  const { payment } = bank;
  const refunds = await kept.refunds.listOf(id);
  const esims = await kept.esims.listOf(id);
  const { mails } = await kept.readTraces(id);
  const delivered = order.lines.filter(({ fulfilment }) => fulfilment === 'delivered').length;
  const isTaken = TAKEN.includes(order.payment);
  const promised = refunds.reduce((sum, { amount }) => sum + amount.minor, 0);
  const slots = order.lines.filter(({ fulfilment }) => fulfilment !== 'cancelled').map(({ slot }) => slot);
  const isForgotten = OPEN.includes(order.payment) && !order.nextActionAt && !order.holdReason;
  const forgotten = order.lines.filter(
    (line) =>
      !line.nextActionAt &&
      ((order.payment === 'authorised' && isWaiting(line)) || ['due', 'requested'].includes(line.giveBack)),
  );
  const isRefundForgotten =
    !order.nextActionAt && refunds.some(({ state }) => ['due', 'requested', 'failed'].includes(state));
  const checks: readonly (readonly [string, boolean])[] = [
    ['more was captured than held', payment.captured > bank.price.minor],
    ['more went back than was captured', payment.refunded > payment.captured],
    ['more went back than was promised', payment.refunded > promised],
    ['refunds were promised for more than was captured', promised > payment.captured],
    [
      'what was captured is not what was delivered',
      isTaken && payment.captured !== order.unitPrice.minor * delivered,
    ],
    ['the order is charged, the bank says otherwise', isTaken && payment.state !== 'captured'],
    [
      'the order is released, the bank says otherwise',
      order.payment === 'voided' && payment.state !== 'voided',
    ],
    ['the capture was noted wrongly', isTaken && order.capturedMinor !== payment.captured],
    ['two lines stand for one traveller', new Set(slots).size < slots.length],
    ['a line has two eSIMs', new Set(esims.map(({ lineId }) => lineId)).size < esims.length],
    ['two lines have one eSIM', new Set(esims.map(({ iccid }) => iccid)).size < esims.length],
    ['more arrived than was ordered', order.lines.filter(hasArrived).length > order.quantity],
    ['an eSIM arrived whose codes are not kept', lacksCodes(order.lines, esims)],
    [
      'an order without money shows an eSIM',
      order.payment === 'voided' && delivered > 0 && !bank.state.hasLapsed,
    ],
    ['nobody will look at the order', isForgotten],
    ['nobody will look at a line', forgotten.length > 0],
    ['nobody will look at a refund', isRefundForgotten],
    ['a mail was queued twice', new Set(mails).size < mails.length],
  ];
  return checks.flatMap(([words, isBroken]) => (isBroken ? [words] : []));
}

type Line = Awaited<ReturnType<Stage['readOrder']>>['lines'][number];

function lacksCodes(lines: readonly Line[], esims: readonly { lineId: string }[]): boolean {
  const stored = new Set<string>(esims.map(({ lineId }) => lineId));
  return lines.some((line) => hasArrived(line) && !stored.has(line.id));
}

/** What must hold once everything is mended and nothing is left to do. */
export async function findLeftovers(stage: Stage): Promise<string[]> {
  const order = await stage.readOrder();
  const refunds = await stage.kept.refunds.listOf(stage.id);
  const open = refunds.filter(({ state }) => state !== 'succeeded' && state !== 'manual');
  const needed = new Set(order.lines.filter(hasArrived).map(({ purchaseKey }) => purchaseKey));
  const returned = new Set(
    order.lines.filter(({ giveBack }) => giveBack === 'refused').map(({ purchaseKey }) => purchaseKey),
  );
  const stranded = [...stage.wholesaler.bought].filter(
    ([key, { status, refund }]) =>
      status === 'ready' && refund.kind !== 'done' && !needed.has(key) && !returned.has(key),
  );
  const checks: readonly (readonly [string, boolean])[] = [
    [`the payment stays ${order.payment}`, OPEN.includes(order.payment)],
    ['a line stays open', order.lines.some((line) => isWaiting(line) || line.fulfilment === 'allocated')],
    [`a refund stays ${open[0]?.state}`, open.length > 0],
    [`${stranded[0]?.[0]} was bought and is neither sold nor given back`, stranded.length > 0],
  ];
  return checks.flatMap(([words, isBroken]) => (isBroken ? [words] : []));
}
