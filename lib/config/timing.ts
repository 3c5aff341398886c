import { readFaultSettings } from '#lib/faults/settings';

const { SPEED_UP } = readFaultSettings();
const ms = (milliseconds: number) => Math.ceil(milliseconds / SPEED_UP);
/** Between two looks for work that is mostly not there: ten a second are enough at any speed. */
const pause = (milliseconds: number) => Math.max(ms(milliseconds), Math.min(milliseconds, 100));
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * Every pause, window and time limit of the background work, in milliseconds. The fault suites divide all of them by
 * one factor, so that their proportions stay those of the shop; only looking for work gets no quicker than it need be.
 */
export const TIMING = {
  /** How often each kind of work is looked for, and for how long it is lent to one worker. */
  worker: {
    /** Between two looks for the same kind of work, however often its bell rings. */
    lookPause: pause(100),
    /** What no bell announced and no row foretold is found this late at the latest. */
    sweep: pause(5 * SECOND),
    /** Longer than the slowest wholesaler call an order's turn makes. */
    orderLease: ms(90 * SECOND),
    mailLease: ms(60 * SECOND),
    readingLease: ms(60 * SECOND),
    eventLease: ms(60 * SECOND),
    taskLease: ms(10 * MINUTE),
    taskRetry: ms(MINUTE),
  },
  /** Between two runs of a recurring task. */
  tasks: {
    catalogueSync: ms(60 * MINUTE),
    /** A catalogue younger than this is not read again. */
    catalogueFresh: ms(50 * MINUTE),
    paymentReconciliation: ms(2 * MINUTE),
    providerWatch: ms(MINUTE),
    /** What arrives at a pooled wholesaler while nobody waits is seen this often. */
    stockWatch: ms(5 * MINUTE),
    limitsSweep: ms(60 * MINUTE),
    audit: ms(5 * MINUTE),
    books: ms(24 * HOUR),
  },
  /** Comparing a wholesaler's books with ours. */
  books: {
    /** Once a day with three to look at: a day that failed is made up for. */
    lookBack: ms(3 * 24 * HOUR),
    /** Younger bookings may still be on their way into our rows. */
    settled: ms(HOUR),
    /** A booking this near to a call whose answer was lost is taken for that call's. */
    answerLost: ms(10 * MINUTE),
  },
  /** Calls to wholesalers. */
  partner: {
    connect: ms(2 * SECOND),
    read: ms(10 * SECOND),
    purchase: ms(30 * SECOND),
    /** Longest wait before the first and the second repetition of a read. */
    backoff: [ms(400), ms(1_600)],
    /** Longest `Retry-After` that is waited for; beyond it the caller is told at once. */
    patience: ms(5 * SECOND),
    /** From the start of one call to the next, on average. Neither wholesaler publishes a limit. */
    callSpacing: ms(50),
    /** No call is sent for this long after ten in a row reached nobody. */
    breakerOpen: ms(10 * SECOND),
  },
  /** An order that waits. */
  order: {
    heldRetry: ms(30 * SECOND),
    reviewLook: ms(60 * SECOND),
    settleRetry: ms(30 * SECOND),
    captureRetry: ms(15 * SECOND),
    captureRefusedRetry: ms(60 * SECOND),
    releaseRetry: ms(30 * SECOND),
    /** A line past its promise, until its order's turn gives it up. */
    givingUp: ms(5 * SECOND),
  },
  /** Money on its way back. */
  refund: {
    /** Doubles with each try that failed, up to the slowest. */
    lookEvery: ms(MINUTE),
    slowestRetry: ms(HOUR),
    /** What has not gone back after this long needs a person. */
    giveUp: ms(24 * HOUR),
    /** A refund that the bank has taken may still bounce. */
    pendingLook: ms(HOUR),
  },
  /** A purchase under a key of ours. */
  keyed: {
    partnerDown: ms(5 * SECOND),
    firstLook: ms(SECOND),
    /** Our key is sent again only after the wholesaler did not know it twice, this far apart. */
    notFoundPause: ms(10 * SECOND),
    /** Looks every `often` while the purchase is younger than `young`, then every `seldom` until it is `old`. */
    often: ms(SECOND),
    young: ms(15 * SECOND),
    seldom: ms(5 * SECOND),
    old: ms(75 * SECOND),
    rarely: ms(30 * SECOND),
  },
  /** A purchase whose eSIM comes from the pool. */
  pool: {
    lookAgain: ms(1_500),
    partnerDown: ms(10 * SECOND),
    /** How long an unanswered call may still turn out to have bought something. */
    settle: ms(60 * SECOND),
    /** An accepted order whose eSIM has not appeared after this long no longer counts as coming. */
    stillComing: ms(30 * MINUTE),
    /** A call that was never answered nor closed within this time belonged to a process that died. */
    lostCall: ms(45 * SECOND),
    breakerWindow: ms(10 * MINUTE),
    /** A list of the account that was asked for within this time serves every line that waits. */
    sharedList: ms(SECOND),
    /** How long a process that died while it read such a list holds up the others. */
    pollLease: ms(15 * SECOND),
    /** The window of the surplus budget. */
    day: ms(24 * HOUR),
    /** A free eSIM older than this is not sold. */
    shelfLife: ms(30 * 24 * HOUR),
  },
  /** What is given back, or may still arrive for a line that was given up. */
  late: {
    lookEvery: ms(5 * MINUTE),
    /** A wholesaler may deliver up to a day after it took the order. */
    watchFor: ms(25 * HOUR),
  },
  payments: {
    /** An event that cannot be worked yet: the first pause, and the longest that its doubling leads to. */
    eventRetry: { firstMs: ms(SECOND), longestMs: ms(10 * MINUTE) },
    /** Longer than an event may take to be listed or an order to be captured after it. */
    reconcileOverlap: ms(30 * MINUTE),
    /** How far back the first reconciliation looks. */
    reconcileFirst: ms(24 * HOUR),
  },
  /** A wholesaler that does not tell its balance is offered again after this long. */
  sellAgain: ms(10 * MINUTE),
} as const;
