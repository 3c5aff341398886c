import 'server-only';
import { esims, log, mailTransport, now, payments, providers, stores } from '#lib/adapters';
import { toSlug } from '#lib/catalogue/place';
import { refreshChangedPages } from '#lib/catalogue/refresh-changed-pages';
import { watchProviders } from '#lib/catalogue/watch-providers';
import { readEnv } from '#lib/config/env';
import type { Order, OrderId } from '#lib/domain/order';
import type { ProviderId } from '#lib/domain/plan';
import { sendMail } from '#lib/emails/send-mail';
import { startWorker, type Worker } from '#lib/jobs/worker';
import { toErrorFields, withLogFields } from '#lib/observability/log';
import { advanceOrder } from '#lib/orders/advance-order';
import { capturePayment } from '#lib/orders/capture-payment';
import { reconcilePayments } from '#lib/orders/reconcile-payments';
import { releaseOrder } from '#lib/orders/release-order';
import { refreshUsage } from '#lib/usage/refresh-usage';
import { appUrl, findProvider, hintDeps, internalToken, settle, syncCatalogueNow } from '#lib/wiring';

const MINUTE = 60_000;

const advanceDeps = () => {
  const { orders, pool, statuses } = stores();
  const common = { orders, now, log };
  return {
    ...common,
    esims: esims(),
    pool,
    findProvider: (order: Order) => findProvider(order.plan.provider),
    settlePayment: settle,
    capturePayment: (id: OrderId) =>
      capturePayment(
        { ...common, payments: payments(), returnEsim: (order) => esims().withdraw(order.id) },
        id,
      ),
    releaseOrder: (id: OrderId, reason: string) =>
      releaseOrder({ ...common, payments: payments() }, id, reason),
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
  const since = cursor ? new Date(cursor) : new Date(Date.now() - 24 * 60 * MINUTE);
  const result = await reconcilePayments(hintDeps(), since);
  if (!result.ok) throw new Error(`Payments could not be reconciled: ${result.error.kind}`);
  return { cursor: result.value.cursor.toISOString() };
}

/** The background work of this process; `undefined` where it is switched off. */
export function startShopWorker(): Worker | undefined {
  if (readEnv().WORKER === 'off') return undefined;
  const { orders, mails, tasks, limits, statuses } = stores();
  const every = (minutes: number) => ({ everyMs: minutes * MINUTE, retryMs: MINUTE, leaseMs: 10 * MINUTE });
  return startWorker({
    orders,
    esims: esims(),
    mails,
    tasks,
    advanceOrder: (id) => withLogFields({ orderId: id }, () => advanceOrder(advanceDeps(), id)),
    refreshUsage: (esim) =>
      withLogFields({ orderId: esim.orderId, esimId: esim.id }, () =>
        refreshUsage({ esims: esims(), findProvider, now }, esim),
      ),
    sendMail: (mail) => sendMail(mailDeps(), mail),
    recurring: [
      {
        name: 'catalogue-sync',
        ...every(60),
        run: () => syncCatalogueNow({ unlessYoungerThanMs: 50 * MINUTE }),
      },
      { name: 'payment-reconciliation', ...every(2), run: reconcile },
      {
        name: 'provider-watch',
        ...every(1),
        run: () => watchProviders({ providers: providers().all, statuses, now, log }),
      },
      { name: 'limits-sweep', ...every(60), run: () => limits.sweep() },
    ],
    log,
  });
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
