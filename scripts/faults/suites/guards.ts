import type { CrashCase } from './crash-cases.ts';
import { runCrashPoints } from './crash-points.ts';
import { runDoubleOwner } from './double-owner.ts';
import { runRaces } from './races.ts';
import { runStorm } from './storm.ts';
import type { SuiteContext, SuiteResult } from './suite.ts';
import { runWebhookBurst } from './webhook-burst.ts';

/** A protection, and the smallest load under which its suite must notice that it is gone. */
export type Proof = {
  guard: string;
  what: string;
  /** In the violation that shows just this, not that the suite came to grief in some way. */
  sign: string;
  run: (context: SuiteContext) => Promise<SuiteResult>;
};

const DIES_WHILE_BUYING: CrashCase[] = [1, 1, 1].map((passing) => ({
  label: 'j3',
  provider: 'zim',
  passing,
}));

/** Every unique index, partial ones too, that keeps an order, an eSIM, an item of the pool or a refund single. */
const DROP_UNIQUE = `
  DO $$ DECLARE rule record; BEGIN
    FOR rule IN
      SELECT class.relname AS name, owner.relname AS owner, con.conname AS con
      FROM pg_index index
        JOIN pg_class class ON class.oid = index.indexrelid
        JOIN pg_class owner ON owner.oid = index.indrelid
        LEFT JOIN pg_constraint con ON con.conindid = index.indexrelid AND con.contype IN ('p', 'u')
      WHERE index.indisunique AND owner.relname IN ('Order', 'OrderLine', 'Esim', 'PoolItem', 'Refund')
    LOOP
      IF rule.con IS NOT NULL THEN EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I CASCADE', rule.owner, rule.con);
      ELSE EXECUTE format('DROP INDEX %I', rule.name); END IF;
    END LOOP;
  END $$`;

/** The longest first. */
export const PROOFS: readonly Proof[] = [
  {
    guard: "the plan's ledger",
    what: 'more is bought at ZIM than anybody waits for',
    sign: 'ZIM surplus',
    run: (context) => runStorm(context, { ...SMALL_STORM, guardsOff: ['plan_ledger'] }),
  },
  {
    guard: 'unique index',
    what: 'a double click makes a second order',
    sign: 'double click',
    run: (context) => runRaces(context, { rounds: 2, statements: [DROP_UNIQUE] }),
  },
  {
    guard: 'fencing',
    what: 'a worker that overslept writes over the one that followed',
    sign: 'lease',
    run: (context) => runRaces(context, { rounds: 2, guardsOff: ['fencing'] }),
  },
  {
    guard: 'promotion lock',
    what: 'a code is used more often than it may be',
    sign: 'promotion code',
    run: (context) => runRaces(context, { rounds: 2, guardsOff: ['promotion_lock'] }),
  },
  {
    guard: 'signature',
    what: 'forged events are accepted',
    sign: 'forged events were accepted',
    run: (context) => runWebhookBurst(context, { orders: 6, guardsOff: ['signature'] }),
  },
  {
    guard: 'amount check',
    what: 'an order goes on with a payment of another amount',
    sign: 'went on with a wrong amount',
    run: (context) => runWebhookBurst(context, { orders: 6, guardsOff: ['amount_check'] }),
  },
  {
    guard: 'intent before the call',
    what: 'what was bought while the process died is bought again',
    sign: 'zimStranded',
    run: (context) =>
      runCrashPoints(context, { cases: DIES_WHILE_BUYING, lanes: 1, guardsOff: ['write_before_call'] }),
  },
  {
    guard: 'look before repeating',
    what: 'one key buys twice at Zendit',
    sign: 'zenditDoubleBuys',
    run: (context) => runStorm(context, { ...SMALL_STORM, guardsOff: ['look_before_repost'] }),
  },
  {
    guard: 'mail key',
    what: 'one mail is queued many times',
    sign: 'mail',
    run: (context) => runRaces(context, { rounds: 2, statements: ['DROP INDEX "Mail_dedupeKey_key"'] }),
  },
  {
    guard: 'lock of the embedded database',
    what: 'two processes open one folder',
    sign: 'two processes',
    run: (context) => runDoubleOwner(context, { lock: 'removed' }),
  },
];

/** Without the guard some of it never comes to rest: what is wrong shows long before the end of the promise. */
const SMALL_STORM = { seeds: [3], orders: 40, perSecond: 4, restMs: 20_000 };
