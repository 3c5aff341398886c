import { createLog } from '#lib/observability/log';
import { type ContractFault, describeEsimProvider } from '#lib/providers/contract';
import { createZimProvider } from '#lib/providers/zim/index';
import credentials from '../../../sandbox/credentials.json' with { type: 'json' };
import { serveStandIn } from '../../../sandbox/kernel/stand-in.ts';
import { createZimStandIn } from '../../../sandbox/zim/stand-in.ts';

type Fault = { match: string; [setting: string]: unknown };
type Setting = Record<string, unknown>;
const HTML = '<html>Bad gateway</html>';
const API = ['GET *', 'POST /plans/*', 'POST /orders/*'];
const everywhere = (fault: Setting): Fault[] => API.map((match) => ({ match, ...fault }));
const onOrder = (fault: Setting): Fault[] => [{ match: 'POST /orders/*', times: 1, ...fault }];

const FAULTS: Record<Exclude<ContractFault, 'unreachable' | 'wallet_empty'>, Fault[]> = {
  access_refused: everywhere({ status: 403, body: { message: 'Forbidden' } }),
  busy: everywhere({ status: 429, body: { message: 'Slow down' }, headers: { 'retry-after': '7' } }),
  failing: everywhere({ status: 500, body: { message: 'Internal server error' } }),
  answer_lost: onOrder({ cut: 'after' }),
  answer_garbled: onOrder({ status: 200, after: true, body: HTML }),
};

const standIn = createZimStandIn();
const silent = createLog({ write: () => undefined });

describeEsimProvider('ZIM', async () => {
  const server = await serveStandIn(standIn.app, 0);
  const control = (body: unknown) =>
    standIn.app.request('/__control', { method: 'POST', body: JSON.stringify(body) });
  await control({ reset: true, settings: { autoConnectAfterMs: null } });
  const provider = createZimProvider({
    apiUrl: server.url,
    tokenUrl: `${server.url}/oauth2/token`,
    clientId: credentials.zim.clientId,
    clientSecret: credentials.zim.clientSecret,
    scope: 'account/write',
    appIdentifier: credentials.zim.appIdentifier,
    accountId: credentials.zim.accountId,
    plansSearchBody: {},
    log: silent,
    now: standIn.now,
  });
  return {
    provider,
    offerId: await findOfferId(provider),
    currency: 'USD',
    suffer: async (fault) => {
      if (fault === 'unreachable') await server.close();
      else if (fault === 'wallet_empty') await control({ settings: { walletMinor: 0 } });
      else await control({ faults: FAULTS[fault] });
    },
    deliver: async () => {
      await control({ clockOffsetMs: 30_000, faults: [] });
    },
    countPurchases: async () => standIn.entries().filter(({ kind }) => kind === 'purchase').length,
    close: server.close,
  };
});

async function findOfferId(provider: ReturnType<typeof createZimProvider>): Promise<string> {
  for await (const page of provider.listOffers())
    if (page.ok)
      for (const { offerId, costs } of page.value.offers)
        if (costs.some(({ currency }) => currency === 'USD')) return offerId;
  throw new Error('The stand-in lists nothing for sale');
}
