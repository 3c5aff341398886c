import { createLog } from '#lib/observability/log';
import { type ContractFault, describeEsimProvider } from '#lib/providers/contract';
import { createZenditProvider } from '#lib/providers/zendit/index';
import credentials from '../../../sandbox/credentials.json' with { type: 'json' };
import { serveStandIn } from '../../../sandbox/kernel/stand-in.ts';
import { createZenditStandIn } from '../../../sandbox/zendit/stand-in.ts';

type Fault = { match: string; [setting: string]: unknown };
type Setting = Record<string, unknown>;
const everywhere = (fault: Setting): Fault[] => [{ match: '*', ...fault }];
const onPurchase = (fault: Setting): Fault[] => [{ match: 'POST /v1/esim/purchases', times: 1, ...fault }];
const refusal = (errorCode: string) => ({ errorCode, message: 'refused', fields: {} });

const FAULTS: Record<Exclude<ContractFault, 'unreachable' | 'wallet_empty'>, Fault[]> = {
  access_refused: everywhere({ status: 403, body: refusal('FORBIDDEN') }),
  busy: everywhere({ status: 429, body: refusal('TOO_MANY'), headers: { 'retry-after': '7' } }),
  failing: everywhere({ status: 503, body: refusal('SYSTEM_UNAVAILABLE') }),
  answer_lost: onPurchase({ cut: 'after' }),
  answer_garbled: onPurchase({ status: 200, after: true, body: '<html>Bad gateway</html>' }),
};

const standIn = createZenditStandIn();
const silent = createLog({ write: () => undefined });

describeEsimProvider('Zendit', async () => {
  const server = await serveStandIn(standIn.app, 0);
  const control = (body: unknown) =>
    standIn.app.request('/__control', { method: 'POST', body: JSON.stringify(body) });
  await control({ reset: true, settings: { autoConnectAfterMs: null, webhookEnabled: false } });
  const provider = createZenditProvider({
    apiUrl: `${server.url}/v1`,
    apiKey: credentials.zendit.apiKey,
    log: silent,
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
      await control({ clockOffsetMs: 10_000, faults: [] });
    },
    countPurchases: async () => standIn.entries().filter(({ kind }) => kind === 'purchase').length,
    close: server.close,
  };
});

async function findOfferId(provider: ReturnType<typeof createZenditProvider>): Promise<string> {
  for await (const page of provider.listOffers(undefined, { country: 'US' }))
    if (page.ok) for (const { offerId } of page.value.offers) return offerId;
  throw new Error('The stand-in lists nothing for sale');
}
