import { EnvError, readEnv } from '#lib/config/env';

/**
 * Checks the configuration and starts the background work of this process. A configuration that cannot work ends the
 * process: a shop that half works would take money it cannot account for.
 */
export async function startBackground(): Promise<void> {
  try {
    readEnv();
  } catch (thrown) {
    if (!(thrown instanceof EnvError)) throw thrown;
    process.stderr.write(`${thrown.message}\n`);
    process.exit(1);
  }
  const { startCatalogueWatch, startShopWorker } = await import('#lib/background');
  startCatalogueWatch();
  const worker = startShopWorker();
  if (!worker) return;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void worker.stop());
}
