import type { Context } from 'hono';
import { LosslessNumber, stringify } from 'lossless-json';
import type { StandIn, StandInEnv } from '../kernel/stand-in.ts';
import { zimError } from './error.ts';
import type { ZimSubscription } from './esim.ts';
import type { ZimLedger } from './ledger.ts';
import type { ZimSettings, ZimSubscriptionStatus } from './settings.ts';
import { readReport, readStatus } from './usage.ts';

/** Bare JSON numbers keep every digit only when the text is written without passing through a float. */
const answer = (c: Context<StandInEnv>, value: unknown) =>
  c.body(stringify(value) ?? 'null', 200, { 'content-type': 'application/json; charset=utf-8' });

const esimStatuses: Readonly<Record<ZimSubscriptionStatus, string>> = {
  PROCESSING: 'PROCESSING',
  PENDING: 'RELEASED',
  ACTIVE: 'ONLINE',
  DEPLETED: 'OFFLINE',
  EXPIRED: 'EXPIRED',
  CANCELLED: 'UNAVAILABLE',
};

/** The eSIM is as alive as the liveliest plan on it. */
const liveliest: readonly ZimSubscriptionStatus[] = ['ACTIVE', 'DEPLETED', 'PENDING', 'EXPIRED', 'CANCELLED'];

export function addEsimRoutes({ app, settings, now }: StandIn<ZimSettings>, ledger: ZimLedger): void {
  const single = (value: unknown) => (settings.wrapSingles ? [value] : value);
  const statusOf = (subscription: ZimSubscription) => readStatus(subscription, settings, now().getTime());

  const toEsim = ({ esim }: ZimSubscription) => {
    const statuses = ledger
      .subscriptions()
      .filter((other) => other.esim.id === esim.id)
      .map(statusOf);
    return {
      id: esim.id,
      iccid: new LosslessNumber(esim.iccid),
      matchingID: esim.matchingID,
      smdpPlus: 'smdpp.zim.example',
      msisdn: new LosslessNumber(esim.msisdn),
      status: esimStatuses[liveliest.find((status) => statuses.includes(status)) ?? 'PROCESSING'],
      qrCodeLink: `images.zim.example/${esim.id}.png`,
    };
  };
  const toSubscription = (subscription: ZimSubscription) => ({
    id: subscription.id,
    esimID: subscription.esim.id,
    status: statusOf(subscription),
    plan: {
      id: subscription.plan.id,
      dataValue: subscription.plan.dataValue,
      dataUnit: subscription.plan.dataUnit,
    },
  });
  const findSubscription = (id: string) =>
    ledger.subscriptions().find((subscription) => subscription.id === id);

  app.get('/esims', (c) => {
    const firstOfEach = new Map(
      ledger.subscriptions().map((subscription) => [subscription.esim.id, subscription]),
    );
    return answer(c, [...firstOfEach.values()].map(toEsim));
  });
  app.get('/esims/:esimID', (c) => {
    const id = c.req.param('esimID');
    const subscription = ledger.subscriptions().find(({ esim }) => esim.id === id);
    return subscription
      ? answer(c, single(toEsim(subscription)))
      : zimError(c, 404, 'The eSIM does not exist');
  });
  app.get('/subscriptions/', (c) => answer(c, ledger.subscriptions().map(toSubscription)));
  app.get('/subscriptions/:subscriptionID', (c) => {
    const subscription = findSubscription(c.req.param('subscriptionID'));
    if (!subscription) return zimError(c, 404, 'The subscription does not exist');
    return answer(c, single(toSubscription(subscription)));
  });
  app.get('/subscriptions/:subscriptionID/activity/latest', (c) => {
    const subscription = findSubscription(c.req.param('subscriptionID'));
    if (!subscription) return zimError(c, 404, 'The subscription does not exist');
    return answer(c, single(readReport(subscription, settings, now().getTime())));
  });
}
