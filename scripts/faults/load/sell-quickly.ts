import type { OnSale } from '../read-truth.ts';
import { payOne } from '../suites/buy-one.ts';
import type { World } from '../world/world.ts';
import type { Purchase } from './buyer.ts';

const AT_ONCE = 4;

/** So many paid orders as fast as the shop takes them, over the plans in turn. */
export async function sellQuickly(
  world: World,
  plans: readonly OnSale[],
  orders: number,
): Promise<Purchase[]> {
  const paid: Purchase[] = [];
  let started = 0;
  const till = async () => {
    while (started < orders) {
      const plan = plans[started % plans.length];
      started += 1;
      paid.push(await payOne(world, plan));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, till));
  return paid;
}
