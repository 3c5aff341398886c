import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { copyTemplate, type Database, openEmbedded } from './database.ts';
import { findFreePort } from './free-port.ts';
import { createShop, type Shop } from './shop.ts';
import { type StandIns, startStandIns } from './stand-ins.ts';

export type WorldOptions = {
  name: string;
  /** Holds the template, and a folder for each world. */
  root: string;
  speedUp: number;
  /** How long the shop has to deliver. */
  promiseMs: number;
  guardsOff?: readonly string[];
  /** Instead of the embedded database. */
  openDatabase?: (standIns: StandIns, log: string) => Promise<Database>;
};

/** A shop with everything it needs, apart from every other world. */
export type World = {
  name: string;
  folder: string;
  promiseMs: number;
  shop: Shop;
  standIns: StandIns;
  database: Database;
  /** A further process of the same shop: `off` = web only, `only` = background only. */
  addShop: (worker: 'off' | 'only') => Promise<Shop>;
  close: () => Promise<void>;
};

const DATA_KEY = `k1:${Buffer.alloc(32, 'landfall').toString('base64')}`;

export async function openWorld(options: WorldOptions): Promise<World> {
  const { name, root, speedUp, promiseMs, guardsOff = [] } = options;
  const folder = join(root, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const log = (part: string) => join(folder, `${part}.log`);
  const port = await findFreePort();
  const appUrl = `http://127.0.0.1:${port}`;
  const standIns = await startStandIns(appUrl, log('stand-ins'));
  await setPace(standIns, speedUp);
  const database = await openDatabase(options, standIns, folder);
  const env = {
    ...standIns.env,
    APP_ENV: 'test',
    APP_URL: appUrl,
    DATABASE_URL: database.url,
    DATA_KEYS: DATA_KEY,
    NEXTAUTH_SECRET: 'fault-suites-of-thirty-two-letters',
    DELIVERY_PROMISE_MINUTES: String(promiseMs / 60_000),
    SPEED_UP: String(speedUp),
    GUARDS_OFF: guardsOff.join(','),
  };
  const shop = createShop({ port, env, log: log('shop') });
  const further: Shop[] = [];
  return {
    name,
    folder,
    promiseMs,
    shop,
    standIns,
    database,
    async addShop(worker) {
      const added = createShop({
        port: await findFreePort(),
        env: { ...env, WORKER: worker },
        log: log(`shop-${further.length + 2}`),
      });
      further.push(added);
      return added;
    },
    async close() {
      for (const one of [shop, ...further]) await one.kill();
      await database.stop();
      standIns.program.kill('SIGTERM');
      await standIns.program.ended;
    },
  };
}

async function openDatabase(
  { root, openDatabase: open }: WorldOptions,
  standIns: StandIns,
  folder: string,
): Promise<Database> {
  const log = join(folder, 'database.log');
  if (open) return open(standIns, log);
  await copyTemplate(root, folder);
  return openEmbedded(folder, log);
}

/** The wholesalers' own times shrink like the shop's: a ZIM eSIM appears after 1 to 20 s, a Zendit one after 4 s. */
async function setPace({ zim, zendit, stripe }: StandIns, speedUp: number): Promise<void> {
  const ms = (milliseconds: number) => Math.ceil(milliseconds / speedUp);
  await Promise.all([
    zim.set({ allocationLagMs: { min: ms(1_000), max: ms(20_000) }, autoConnectAfterMs: null }),
    zendit.set({
      purchaseMs: ms(4_000),
      refundMs: ms(3_000),
      autoConnectAfterMs: null,
      // A transaction id that is used twice buys twice: the worst that their silence about it may mean.
      duplicateTransaction: 'buy_again',
      webhookRetryMs: [1_000, 10_000, 60_000].map(ms),
    }),
    stripe.set({ webhookRetryMs: [200, 1_000, 2_000, 4_000, 8_000, 16_000] }),
  ]);
}
