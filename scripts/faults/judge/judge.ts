import type { OrderRow, Truth } from '../read-truth.ts';
import type { World } from '../world/world.ts';
import { type Evidence, sum, tell } from './evidence.ts';
import { type Money, NO_MONEY, readOracle } from './read-oracle.ts';
import { weighOwners, weighZendit, weighZim } from './weigh-esims.ts';

/** What went wrong, in counts that must be zero; each is proved by the oracle. */
export type Wrongs = {
  lost: number;
  chargedTwice: number;
  chargedUndelivered: number;
  /** Charged another sum than its delivered eSIMs cost. */
  wrongSum: number;
  /** More or less went back at Stripe than the shop promised to give back. */
  wrongRefund: number;
  twoEsims: number;
  twoOwners: number;
  /** eSIMs shown to a buyer that no wholesaler handed out, or that nobody was charged for. */
  invented: number;
  zenditDoubleBuys: number;
  /** Paid for at Zendit, neither delivered nor given back. */
  zenditStranded: number;
  /** Bought at ZIM, neither delivered nor in stock. */
  zimStranded: number;
  /** The same kind of mail twice for one order. */
  mailTwice: number;
  mailMissing: number;
};

export type Verdict = {
  wrongs: Wrongs;
  paid: number;
  /** Orders all of whose eSIMs were delivered. */
  delivered: number;
  /** Orders whose money went back whole. */
  released: number;
  esims: number;
  esimsDelivered: number;
  zimBought: number;
  zimSurplus: number;
  zimInStock: number;
  /** Further copies of one mail, sent because the process died between sending it and noting so. */
  mailCopies: number;
  /** Seconds from the payment's note to the last eSIM, of delivered orders. */
  waits: number[];
  examples: string[];
};

export async function judge(world: World, truth: Truth): Promise<Verdict> {
  const [oracle, orders, esims, pool, mails] = await Promise.all([
    readOracle(world.standIns),
    truth.readOrders(),
    truth.readEsims(),
    truth.readPool(),
    truth.readMails(),
  ]);
  return weigh({ oracle, orders, esims, pool, mails });
}

function weigh(evidence: Evidence): Verdict {
  const { oracle, orders } = evidence;
  const money = weighMoney(evidence);
  const owners = weighOwners(evidence);
  const zendit = weighZendit(evidence);
  const zim = weighZim(evidence);
  const mail = weighMail(evidence);
  const paid = orders.filter(({ id }) => oracle.money.has(id));
  const complete = paid.filter(({ delivered, quantity }) => delivered === quantity);
  return {
    wrongs: {
      ...money.wrongs,
      ...owners.wrongs,
      zenditDoubleBuys: zendit.double,
      zenditStranded: zendit.stranded,
      zimStranded: zim.stranded,
      mailTwice: mail.twice,
      mailMissing: mail.missing,
    },
    paid: paid.length,
    delivered: complete.length,
    released: money.released,
    esims: sum(paid, ({ quantity }) => quantity),
    esimsDelivered: sum(paid, ({ delivered }) => delivered),
    zimBought: zim.bought,
    zimSurplus: zim.surplus,
    zimInStock: zim.inStock,
    mailCopies: mail.copies,
    waits: complete.flatMap(({ paidAt, deliveredAt }) =>
      paidAt && deliveredAt ? (deliveredAt.getTime() - paidAt.getTime()) / 1_000 : [],
    ),
    examples: [...money.examples, ...zendit.examples, ...mail.examples],
  };
}

const isFree = ({ authorised, captures, captured, voids, refunded }: Money) =>
  captures === 0 ? voids >= authorised : refunded >= captured;

/** What was charged and given back at Stripe, beside what the shop delivered and promised to give back. */
function weighMoney({ oracle, orders }: Evidence) {
  const known = new Set(orders.map(({ id }) => id));
  const books = orders
    .filter(({ id }) => oracle.money.has(id))
    .map((order) => ({ order, money: oracle.money.get(order.id) ?? NO_MONEY }));
  const find = (isWrong: (order: OrderRow, money: Money) => boolean) =>
    books.filter(({ order, money }) => isWrong(order, money)).map(({ order }) => order);
  const strangers = [...oracle.money.keys()].filter((id) => !known.has(id));
  const lost = find(({ delivered }, money) => delivered === 0 && !isFree(money));
  const twice = find(
    ({ priceMinor }, { captures, captured, refunded }) => captures > 1 || captured - refunded > priceMinor,
  );
  const undelivered = find(({ delivered }, { captured, refunded }) => delivered === 0 && captured > refunded);
  const wrongSum = find(
    ({ delivered, unitMinor }, { captures, captured }) => captures > 0 && captured !== unitMinor * delivered,
  );
  const wrongRefund = find(
    (order, { refunds, refunded }) => order.refunds !== refunds || order.refundedMinor !== refunded,
  );
  return {
    wrongs: {
      lost: lost.length + strangers.length,
      chargedTwice: twice.length,
      chargedUndelivered: undelivered.length,
      wrongSum: wrongSum.length,
      wrongRefund: wrongRefund.length,
    },
    released: find(({ delivered }, money) => delivered === 0 && isFree(money)).length,
    examples: [
      ...strangers.map((id) => `${id}: paid, and unknown to us`),
      ...[...new Set([...lost, ...twice, ...undelivered, ...wrongSum, ...wrongRefund])].map(tell),
    ],
  };
}

/** A mail is known by its own id, which is its row's. */
function weighMail({ oracle, orders, mails }: Evidence) {
  const arrived = new Map([...oracle.mails].map(([messageId, count]) => [toRowId(messageId), count]));
  const byOrder = Map.groupBy(
    mails.filter(({ id }) => arrived.has(id)),
    ({ orderId, kind }) => `${orderId} ${kind}`,
  );
  const twice = [...byOrder.values()].filter((rows) => rows.length > 1);
  const missing = orders.filter(({ id, delivered }) => delivered > 0 && !byOrder.has(`${id} order_ready`));
  return {
    twice: twice.length,
    missing: missing.length,
    copies: sum([...arrived.values()], (count) => count - 1),
    examples: missing.map((order) => `${tell(order)}: no mail that it is ready`),
  };
}

/** "<row@host>" → "row" */
const toRowId = (messageId: string) => messageId.replace(/^<|@.*$/g, '');
