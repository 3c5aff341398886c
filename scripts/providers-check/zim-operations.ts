import type { Env } from '#lib/config/env';
import type { Bench } from './bench.ts';
import type { Operation } from './operation.ts';
import { listZimAccountOperations } from './zim-account-operations.ts';
import { listZimCatalogueOperations } from './zim-catalogue-operations.ts';

const mayPass = (line: string) => line.startsWith('GET /') || line === 'POST /plans/search';
const mayAskToken = (line: string) => line === 'POST /';

/** Every read that ZIM documents, through the adapter the shop uses. */
export async function listZimOperations(bench: Bench, env: Env): Promise<readonly Operation[]> {
  const options = {
    apiUrl: await bench.relayTo(env.ZIM_API_URL, mayPass),
    tokenUrl: await bench.relayTo(env.ZIM_TOKEN_URL, mayAskToken),
    clientId: env.ZIM_CLIENT_ID ?? '',
    clientSecret: env.ZIM_CLIENT_SECRET ?? '',
    scope: env.ZIM_SCOPE,
    appIdentifier: env.ZIM_APP_IDENTIFIER,
    accountId: env.ZIM_ACCOUNT_ID,
    plansSearchBody: env.ZIM_PLANS_SEARCH_BODY,
    log: bench.log,
    now: () => new Date(),
  };
  return [...listZimCatalogueOperations(bench, options), ...listZimAccountOperations(bench, options)];
}
