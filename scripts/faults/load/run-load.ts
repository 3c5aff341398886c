import { setTimeout as wait } from 'node:timers/promises';
import type { OnSale } from '../read-truth.ts';
import { type Purchase, visit } from './buyer.ts';
import { createDice, type Dice, drawZipf } from './random.ts';

export type Load = {
  orders: number;
  perSecond: number;
  seed: number;
  /** In order of popularity; half of the buyers of each wholesaler. */
  plans: { zim: readonly OnSale[]; zendit: readonly OnSale[] };
  /** Where a buyer goes; several processes share the visitors. */
  shopUrls: readonly string[];
  /** How long a buyer keeps trying. */
  patienceMs: number;
};

export type Sold = { paid: Purchase[]; turnedAway: Record<string, number> };

/** Sends buyers at an even pace and waits until each has paid or left. */
export async function runLoad(load: Load): Promise<Sold> {
  const { orders, perSecond, seed, plans, shopUrls, patienceMs } = load;
  const sold: Sold = { paid: [], turnedAway: {} };
  const buyers: Promise<void>[] = [];
  const order = createDice(seed);
  for (let number = 0; number < orders; number += 1) {
    const dice = createDice(seed * 100_000 + number);
    const plan = drawZipf(order, number % 2 === 0 ? plans.zim : plans.zendit);
    const shopUrl = () => dice.pick(shopUrls);
    const quantity = drawQuantity(order);
    buyers.push(
      visit({ shopUrl, dice, plan, quantity, until: Date.now() + patienceMs }).then((outcome) => {
        if (outcome.kind === 'paid') sold.paid.push(outcome.purchase);
        else sold.turnedAway[outcome.reason] = (sold.turnedAway[outcome.reason] ?? 0) + 1;
      }),
    );
    await wait(1_000 / perSecond);
  }
  await Promise.all(buyers);
  return sold;
}

/** One order in ten is for two or three travellers. */
function drawQuantity(dice: Dice): number {
  return dice.next() < 0.1 ? 2 + dice.below(2) : 1;
}
