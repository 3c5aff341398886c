import { type Evidence, sum, tell } from './evidence.ts';
import { NO_MONEY, type Oracle } from './read-oracle.ts';

/** Who has which eSIM, and whether a wholesaler handed it out and somebody was charged for it. */
export function weighOwners({ oracle, orders, esims }: Evidence) {
  const ofOrder = Map.groupBy(esims, ({ orderId }) => orderId);
  const tooMany = orders.filter(({ id, quantity }) => (ofOrder.get(id) ?? []).length > quantity);
  const owners = Map.groupBy(esims, ({ iccid }) => iccid);
  const shared = [...owners.values()].filter((rows) => new Set(rows.map(({ lineId }) => lineId)).size > 1);
  const handedOut = new Set([...oracle.zim.iccids, ...oracle.zendit.iccids]);
  const unknown = esims.filter(({ iccid }) => !handedOut.has(iccid));
  const unpaid = orders.filter(
    ({ id, delivered }) => delivered > 0 && (oracle.money.get(id) ?? NO_MONEY).captures === 0,
  );
  return {
    wrongs: {
      twoEsims: tooMany.length,
      twoOwners: shared.length,
      invented: unknown.length + unpaid.length,
    },
  };
}

/** Each transaction that was delivered costs us; one for each eSIM that is sold and kept, none for any other. */
export function countKept({ zendit }: Oracle, id: string): number {
  return (zendit.delivered.get(id) ?? 0) - (zendit.refunded.get(id) ?? 0);
}

export function weighZendit({ oracle, orders }: Evidence) {
  const own = orders.filter(({ provider }) => provider === 'zendit');
  const double = own.filter(({ id, quantity }) => countKept(oracle, id) > quantity);
  const stranded = own.filter(
    ({ id, quantity, delivered, givenBack }) =>
      countKept(oracle, id) <= quantity && countKept(oracle, id) > delivered - givenBack,
  );
  return {
    double: double.length,
    stranded: stranded.length,
    examples: [
      ...double.map((order) => `${tell(order)}: bought ${countKept(oracle, order.id)} times`),
      ...stranded.map((order) => `${tell(order)}: bought and not given back`),
    ],
  };
}

/** A ZIM eSIM that nobody got must lie in the pool, free and ours. */
export function weighZim({ oracle, orders, pool }: Evidence) {
  const bought = sum([...oracle.zim.bought.values()], (count) => count);
  const sold = sum(
    orders.filter(({ provider }) => provider === 'zim'),
    ({ delivered }) => delivered,
  );
  const surplus = bought - sold;
  const inStock = pool.filter(
    (item) => item.origin === 'ours' && !item.claimed && oracle.zim.subscriptions.has(item.subscriptionRef),
  ).length;
  return { bought, surplus, inStock, stranded: surplus - inStock };
}
