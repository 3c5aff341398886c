import { awaitRest } from '../judge/await-rest.ts';
import { checkOut, type Purchase, pay } from '../load/buyer.ts';
import { createDice } from '../load/random.ts';
import type { OnSale, Truth } from '../read-truth.ts';
import type { World } from '../world/world.ts';

const REST_MS = 60_000;
let serial = 0;

/** One order up to the payment. */
export async function payOne(world: World, plan: OnSale | undefined): Promise<Purchase> {
  if (!plan) throw new Error('There are too few plans');
  serial += 1;
  const dice = createDice(Date.now() + serial);
  const visit = await checkOut({ shopUrl: () => world.shop.url, dice, plan, until: Date.now() + 60_000 });
  if (visit.kind !== 'paid') throw new Error(`The shop sold nothing: ${visit.reason}`);
  await pay(visit.purchase);
  return visit.purchase;
}

/**
 * One order up to its end. The first one of a pooled wholesaler takes the baseline of its account; a later one makes
 * the shop notice what has appeared there meanwhile.
 */
export async function buyOne(
  world: World,
  truth: Truth,
  plan: OnSale | undefined,
  restWithinMs = world.promiseMs + REST_MS,
): Promise<void> {
  await payOne(world, plan);
  await awaitRest(world, truth, restWithinMs);
}
