import 'server-only';
import { bell, esims, log, mailTransport, now, once, payments, providers, stores } from '#lib/adapters';
import { compareBooks } from '#lib/audit/compare-books';
import { toSlug } from '#lib/catalogue/place';
import { refreshChangedPages } from '#lib/catalogue/refresh-changed-pages';
import { watchProviders } from '#lib/catalogue/watch-providers';
import { readEnv } from '#lib/config/env';
import { TIMING } from '#lib/config/timing';
import type { Order, OrderLine } from '#lib/domain/order';
import { PROVIDERS, type ProviderId } from '#lib/domain/plan';
import { sendMail } from '#lib/emails/send-mail';
import { startWorker, type Worker } from '#lib/jobs/worker';
import { toErrorFields, withLogFields } from '#lib/observability/log';
import { advanceLine } from '#lib/orders/advance-line';
import { advanceOrder } from '#lib/orders/advance-order';
import { handlePaymentHint } from '#lib/orders/handle-payment-hint';
import { createStockPoll, type PollStock } from '#lib/orders/poll-stock';
import { reconcilePayments } from '#lib/orders/reconcile-payments';
import { trackReversal } from '#lib/orders/track-reversal';
import { followWithdrawal } from '#lib/refunds/follow-withdrawal';
import { workRefunds } from '#lib/refunds/work-refunds';
import { refreshUsage } from '#lib/usage/refresh-usage';
import {
  appUrl,
  auditNow,
  complete,
  findProvider,
  hintDeps,
  internalToken,
  refundDeps,
  settle,
  syncCatalogueNow,
} from '#lib/wiring';

const openPoll = once(() => createStockPoll({ pool: stores().pool, now, log }, TIMING.pool.sharedList));
const pollStock: PollStock = (provider) => openPoll()(provider);

const advanceDeps = () => {
  const { orders, lines, refunds, pool, statuses } = stores();
  const common = { orders, lines, now, log };
  return {
    ...common,
    esims: esims(),
    pool,
    pollStock,
    findProvider: (line: OrderLine) => findProvider(line.plan.provider),
    settlePayment: settle,
    completeOrder: complete,
    followWithdrawal: (order: Order) => followWithdrawal(refundDeps(), order),
    workRefunds: (order: Order) =>
      workRefunds(
        {
          ...common,
          refunds,
          payments: payments(),
          trackRefund: async ({ id }) => {
            const latest = await orders.readOrder(id);
            return latest ? trackReversal(hintDeps(), latest) : { done: true };
          },
        },
        order,
      ),
    suspendSales: (provider: ProviderId, reason: string) => statuses.suspend(provider, reason, now()),
  };
};

const mailDeps = () => ({
  ...stores(),
  transport: mailTransport(),
  appUrl: appUrl(),
  promiseMinutes: readEnv().DELIVERY_PROMISE_MINUTES,
  placeUrl: (order: Order, locale: string) => `${appUrl()}/${locale}/esim/${toSlug(order.plan.place)}`,
  now,
  log,
});

async function reconcile(cursor: string | undefined) {
  const since = cursor ? new Date(cursor) : new Date(Date.now() - TIMING.payments.reconcileFirst);
  const result = await reconcilePayments(hintDeps(), since);
  if (!result.ok) throw new Error(`Payments could not be reconciled: ${result.error.kind}`);
  return { cursor: result.value.cursor.toISOString() };
}

/** What arrives while nobody waits for it is seen, and counted as stock. */
async function watchStock(): Promise<void> {
  const pooled = providers().all.filter(({ capabilities }) => !capabilities.idempotentOrder);
  for (const provider of pooled) await pollStock(provider);
}

/** The background work of this process; `undefined` where it is switched off. */
export function startShopWorker(): Worker | undefined {
  if (readEnv().WORKER === 'off') return undefined;
  const { orders, lines, mails, inbox, tasks, limits, statuses } = stores();
  const { taskRetry, taskLease } = TIMING.worker;
  const every = (everyMs: number) => ({ everyMs, retryMs: taskRetry, leaseMs: taskLease });
  const worker = startWorker({
    orders,
    lines: PROVIDERS.map(lines.leasesOf),
    esims: esims(),
    mails,
    inbox,
    tasks,
    advanceOrder: (id) => withLogFields({ orderId: id }, () => advanceOrder(advanceDeps(), id)),
    advanceLine: (lease) =>
      withLogFields({ orderId: lease.id.replace(/-\d+$/, '') }, () => advanceLine(advanceDeps(), lease)),
    refreshUsage: (esim) =>
      withLogFields({ orderId: esim.orderId, esimId: esim.id }, () =>
        refreshUsage({ esims: esims(), findProvider, now }, esim),
      ),
    sendMail: (mail) => sendMail(mailDeps(), mail),
    handleEvent: (hint) => handlePaymentHint(hintDeps(), hint),
    recurring: [
      {
        name: 'catalogue-sync',
        ...every(TIMING.tasks.catalogueSync),
        run: () => syncCatalogueNow({ unlessYoungerThanMs: TIMING.tasks.catalogueFresh }),
      },
      { name: 'payment-reconciliation', ...every(TIMING.tasks.paymentReconciliation), run: reconcile },
      {
        name: 'provider-watch',
        ...every(TIMING.tasks.providerWatch),
        run: () => watchProviders({ providers: providers().all, statuses, now, log }),
      },
      { name: 'stock-watch', ...every(TIMING.tasks.stockWatch), run: watchStock },
      ...providers().all.map((provider) => ({
        name: `books-${provider.id}`,
        ...every(TIMING.tasks.books),
        run: () => compareBooks({ books: stores().books, now, log }, provider),
      })),
      { name: 'audit', ...every(TIMING.tasks.audit), run: () => auditNow() },
      { name: 'limits-sweep', ...every(TIMING.tasks.limitsSweep), run: () => limits.sweep() },
    ],
    log,
  });
  void bell().listen(worker.wake);
  return {
    ...worker,
    async stop() {
      await bell().stop();
      await worker.stop();
    },
  };
}

/** Looks every few seconds whether this process's pages show the stored catalogue, and has them made anew if not. */
export function startCatalogueWatch(): void {
  const { APP_URL, PORT } = readEnv();
  const route = `${PORT ? `http://127.0.0.1:${PORT}` : APP_URL}/api/internal/catalogue`;
  const ask = async (path = '', init?: RequestInit) => {
    const answer = await fetch(`${route}${path}`, {
      ...init,
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    });
    if (!answer.ok) throw new Error(`The catalogue route answered ${answer.status}`);
    return answer.text();
  };
  const deps = {
    plans: stores().plans,
    fetchServedRevision: () => ask(),
    refreshPages: async () => {
      await ask('/refresh', { method: 'POST', headers: { authorization: `Bearer ${internalToken()}` } });
    },
  };
  const turn = () =>
    refreshChangedPages(deps).catch((thrown: unknown) =>
      log.warn('Pages could not be checked', toErrorFields(thrown)),
    );
  setInterval(turn, 10_000).unref();
}
