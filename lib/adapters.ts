import 'server-only';
import { createFetchRates } from '#lib/catalogue/fetch-rates';
import { type Env, readEnv } from '#lib/config/env';
import { SHOP } from '#lib/config/shop';
import { createAuditStore } from '#lib/db/audit-store';
import { createBooksStore } from '#lib/db/books-store';
import { createDb } from '#lib/db/client';
import { createEsimStore } from '#lib/db/esim-store';
import { createInboxStore } from '#lib/db/inbox-store';
import { createLineStore } from '#lib/db/line-store';
import { createLinkStore } from '#lib/db/link-store';
import { createMailStore } from '#lib/db/mail-store';
import { createOperationsStore } from '#lib/db/operations-store';
import { createOrderStore } from '#lib/db/order-store';
import { createPlanStore } from '#lib/db/plan-store';
import { createPoolStore } from '#lib/db/pool-store';
import { createPromotionStore } from '#lib/db/promotion-store';
import { createProviderStatusStore } from '#lib/db/provider-status-store';
import { createRateLimits } from '#lib/db/rate-limits';
import { createRatesStore } from '#lib/db/rates-store';
import { createRefundStore } from '#lib/db/refund-store';
import { createSyncStore } from '#lib/db/sync-store';
import { createTaskStore } from '#lib/db/task-store';
import { createTimelineStore } from '#lib/db/timeline-store';
import { createVault } from '#lib/db/vault';
import { createSmtpTransport } from '#lib/emails/smtp-transport';
import { openBell } from '#lib/jobs/bell';
import { createLog } from '#lib/observability/log';
import { createStripePayments } from '#lib/payments/stripe/index';
import type { EsimProvider } from '#lib/providers/port';
import { createProviderRegistry } from '#lib/providers/registry';
import { createZenditProvider } from '#lib/providers/zendit/index';
import { createZimProvider } from '#lib/providers/zim/index';

export const log = createLog();
export const now = () => new Date();

/** Built once per process, on first use: a build without a database imports this file and never opens one. */
export function once<T>(build: () => T): () => T {
  let built: { value: T } | undefined;
  return () => {
    built ??= { value: build() };
    return built.value;
  };
}

export function databaseUrl(): string {
  const { DATABASE_URL } = readEnv();
  if (DATABASE_URL) return DATABASE_URL;
  throw new Error('DATABASE_URL is missing: start the shop with `npm start`, or give a PostgreSQL address');
}

export const stores = once(() => {
  const db = createDb(databaseUrl());
  return {
    db,
    plans: createPlanStore(db),
    syncs: createSyncStore(db),
    rates: createRatesStore(db),
    statuses: createProviderStatusStore(db),
    orders: createOrderStore(db),
    lines: createLineStore(db),
    refunds: createRefundStore(db),
    pool: createPoolStore(db),
    promotions: createPromotionStore(db),
    links: createLinkStore(db),
    mails: createMailStore(db),
    inbox: createInboxStore(db),
    tasks: createTaskStore(db),
    limits: createRateLimits(db),
    audit: createAuditStore(db),
    books: createBooksStore(db),
    operations: createOperationsStore(db),
    timelines: createTimelineStore(db),
  };
});

/** Rung by whatever makes work; heard where the background work runs. */
export const bell = () => openBell(databaseUrl(), log);

/** Apart from the other stores: it needs the keys, which syncing the catalogue does not. */
export const esims = once(() => createEsimStore(stores().db, createVault(readEnv().DATA_KEYS)));

export const providers = once(() => createProviderRegistry(configuredProviders(readEnv())));

function configuredProviders(env: Env): EsimProvider[] {
  const { ZIM_CLIENT_ID: clientId, ZIM_CLIENT_SECRET: clientSecret, ZENDIT_API_KEY: apiKey } = env;
  const zim =
    clientId && clientSecret
      ? [
          createZimProvider({
            apiUrl: env.ZIM_API_URL,
            tokenUrl: env.ZIM_TOKEN_URL,
            clientId,
            clientSecret,
            scope: env.ZIM_SCOPE,
            appIdentifier: env.ZIM_APP_IDENTIFIER,
            plansSearchBody: env.ZIM_PLANS_SEARCH_BODY,
            ...(env.ZIM_ACCOUNT_ID && { accountId: env.ZIM_ACCOUNT_ID }),
            log,
            now,
          }),
        ]
      : [];
  const zendit = apiKey ? [createZenditProvider({ apiUrl: env.ZENDIT_API_URL, apiKey, log })] : [];
  return [...zim, ...zendit];
}

export const payments = once(() => {
  const env = readEnv();
  const secretKey = env.STRIPE_SECRET_KEY;
  if (!secretKey)
    throw new Error('STRIPE_SECRET_KEY is missing: start the shop with `npm start`, or give a key');
  return createStripePayments({
    secretKey,
    webhookSecrets: env.STRIPE_WEBHOOK_SECRET,
    apiUrl: env.STRIPE_API_URL,
    methodTypes: SHOP.paymentMethods,
    live: /^(sk|rk)_live_/.test(secretKey),
    log,
    now,
  });
});

export const mailTransport = once(() => {
  const { SMTP_URL, EMAIL_FROM } = readEnv();
  if (!SMTP_URL)
    throw new Error('SMTP_URL is missing: start the shop with `npm start`, or give a mail server');
  return createSmtpTransport(SMTP_URL, EMAIL_FROM);
});

export const fetchRates = once(() => createFetchRates({ url: readEnv().RATES_URL }));
