import { expect, it } from 'vitest';
import { startScriptedServer } from '#lib/http/scripted-server';
import { createLog } from '#lib/observability/log';
import { readProviderHealth } from '#lib/providers/read-health';
import { createZenditProvider } from '#lib/providers/zendit/index';

it('tells of each wholesaler whether it is sold, why not, and how its breaker stands', async () => {
  const health = await readProviderHealth({
    providers: [{ id: 'zim', breakerState: () => 'half_open' }, { id: 'zendit' }],
    readStatus: async (id) => (id === 'zim' ? { sellable: false, reason: 'wallet' } : undefined),
  });
  expect(health).toEqual({
    zim: { sellable: false, reason: 'wallet', breaker: 'half_open' },
    zendit: { sellable: true },
  });
});

it('shows an open breaker after ten calls that reached nobody', async () => {
  const server = await startScriptedServer(() => 'cut');
  const log = createLog({ write: () => undefined });
  const zendit = createZenditProvider({ apiUrl: server.url, apiKey: 'sand_key', log });
  const read = () => readProviderHealth({ providers: [zendit], readStatus: async () => undefined });
  expect(await read()).toEqual({ zendit: { sellable: true, breaker: 'closed' } });
  await Promise.all(Array.from({ length: 10 }, () => zendit.readBalance()));
  expect(await read()).toEqual({ zendit: { sellable: true, breaker: 'open' } });
  await server.close();
});
