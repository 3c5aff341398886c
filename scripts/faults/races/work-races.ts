import { createEsimStore } from '#lib/db/esim-store';
import { createLineStore } from '#lib/db/line-store';
import { createMailStore } from '#lib/db/mail-store';
import { createOrderStore } from '#lib/db/order-store';
import { createPoolStore } from '#lib/db/pool-store';
import { parseActivationCode, parseIccid } from '#lib/domain/esim';
import { decidePurchase, WINDOWS } from '#lib/orders/pool';
import { insertPaidOrder, readLineOf, requireValue, testVault } from '#lib/orders/test-fulfilment';
import { atOnce, expectCount, type Race } from './round.ts';

const WAITING = 6;
const FREE = 3;

/** More lines than eSIMs: each eSIM gets one line, each line at most one eSIM, and only the deficit is bought. */
export const claim: Race = async ({ db, parallel, round }) => {
  const orders = createOrderStore(db);
  const pool = createPoolStore(db);
  const plan = { provider: 'zim', offerId: `race-${round}` } as const;
  const notBefore = new Date(0);
  // Half as many orders as eSIMs: those of one order are told apart like those of two.
  const ids = await Promise.all(
    Array.from({ length: WAITING / 2 }, () => insertPaidOrder(orders, { ...plan, quantity: 2 })),
  );
  const read = await Promise.all(ids.map((id) => orders.readOrder(id)));
  const lines = read.flatMap((order) => order?.lines ?? []);
  await db.poolItem.createMany({
    data: Array.from({ length: FREE }, (_, number) => ({
      ...plan,
      subscriptionRef: `sub-${round}-${number}`,
      esimRef: `esim-${round}-${number}`,
      origin: 'ours',
      state: 'not_started',
    })),
  });
  const now = new Date();
  await atOnce(parallel, async (number) => {
    await pool.assignFree({ ...plan, notBefore });
    const line = requireValue(lines[number % WAITING]);
    if (await pool.readClaimed(line.id)) return;
    await pool.openAttempt({ ...plan, line, asOf: now, now, windows: WINDOWS, decide: decidePurchase });
  });
  const claimed = await db.poolItem.count({ where: { ...plan, lineId: { not: null } } });
  const calls = await db.purchaseAttempt.count({ where: plan });
  return [
    ...expectCount('claim: eSIMs given', claimed, FREE),
    ...expectCount('claim: purchases', calls, WAITING - FREE),
  ];
};

/** The wholesaler hands the same eSIM to both lines of an order: one of them gets it. */
export const sameEsim: Race = async ({ db, parallel, round }) => {
  const orders = createOrderStore(db);
  const esims = createEsimStore(db, testVault);
  const id = await insertPaidOrder(orders, { quantity: 2 });
  const lines = requireValue(await orders.readOrder(id)).lines;
  const iccid = requireValue(parseIccid(`8910${String(round).padStart(15, '0')}`));
  const profile = {
    iccid,
    activationCode: requireValue(parseActivationCode(`LPA:1$smdp.example$RACE-${round}`)),
    esimRef: `esim-${round}`,
    subscriptionRef: `same-${round}`,
    state: 'ready_to_install',
  } as const;
  await atOnce(parallel, (number) =>
    esims.allocate({
      line: requireValue(lines[number % 2]),
      provider: 'zendit',
      offerId: 'offer-1',
      profile,
      now: new Date(),
    }),
  );
  return expectCount('same eSIM: owners', await db.esim.count({ where: { iccid } }), 1);
};

/** A worker that slept through its lease comes back: the lease of the one that followed stands, and so does its work. */
export const lease: Race = async ({ db, parallel }) => {
  const lines = createLineStore(db);
  await db.orderLine.updateMany({ data: { nextActionAt: null } });
  const orders = createOrderStore(db);
  const line = await readLineOf(orders, await insertPaidOrder(orders));
  const leases = lines.leasesOf(line.plan.provider);
  const slept = requireValue((await leases.leaseDue(1, 60_000))[0]);
  await db.orderLine.update({ where: { id: line.id }, data: { leaseUntil: new Date(0) } });
  const taken = await atOnce(parallel, () => leases.leaseDue(1, 60_000));
  const holders = taken.filter((one) => one.status === 'fulfilled' && one.value.length > 0).length;
  const written = await lines.moveLine(
    { ...line, leaseToken: slept.leaseToken },
    { from: { fulfilment: ['queued'] }, set: { fulfilment: 'sending' }, event: { kind: 'purchase_sending' } },
  );
  await leases.finishLease(slept, 'worked');
  const again = await leases.leaseDue(1, 60_000);
  return [
    ...expectCount('lease: holders', holders, 1),
    ...expectCount('lease: written by one that slept', written ? 1 : 0, 0),
    ...expectCount('lease: taken from its holder', again.length, 0),
  ];
};

/** The same mail is asked for from many sides: it is queued once. */
export const mail: Race = async ({ db, parallel, round }) => {
  const mails = createMailStore(db);
  const dedupeKey = `race:${round}`;
  const request = { dedupeKey, kind: 'order_link', to: 'ana@example.com', locale: 'en', data: {} };
  await atOnce(parallel, () => mails.queue(request));
  return expectCount('mail: rows', await db.mail.count({ where: { dedupeKey } }), 1);
};
