import { setTimeout as wait } from 'node:timers/promises';
import type { Truth } from '../read-truth.ts';
import type { World } from '../world/world.ts';
import { readOracle } from './read-oracle.ts';
import { countKept } from './weigh-esims.ts';

const LOOK_MS = 300;

/**
 * Waits until every order that somebody paid for has come to its end, every refund and mail has left, and every
 * purchase of the wholesalers is over and sold or given back; answers how long that took, or `undefined` when it did not happen in time.
 */
export async function awaitRest(world: World, truth: Truth, patienceMs: number): Promise<number | undefined> {
  const started = Date.now();
  while (Date.now() - started < patienceMs) {
    if (await isAtRest(world, truth).catch(() => false)) return Date.now() - started;
    await wait(LOOK_MS);
  }
  return undefined;
}

async function isAtRest(world: World, truth: Truth): Promise<boolean> {
  const oracle = await readOracle(world.standIns);
  const { money, zim, zendit } = oracle;
  const paid = (await truth.readOrders()).filter(({ id }) => money.has(id));
  const isOver = paid.every(
    ({ payment, open }) => open === 0 && !['none', 'session_open', 'authorised'].includes(payment),
  );
  const isBack = paid.every(({ id, refund, quantity, delivered, givenBack }) => {
    const kept = countKept(oracle, id);
    // What was bought twice under one key is never given back: there is nothing to wait for.
    return ['none', 'succeeded'].includes(refund) && (kept <= delivered - givenBack || kept > quantity);
  });
  const mails = await truth.readMails();
  const shown = zim.iccids.size >= [...zim.bought.values()].reduce((total, count) => total + count, 0);
  const done = [...zendit.open.values()].every((count) => count <= 0);
  return isOver && isBack && mails.every(({ sent }) => sent) && shown && done;
}
