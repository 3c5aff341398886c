import { checkProviders } from './providers-check/check-providers.ts';

/**
 * Tries every read of each wholesaler that has keys in the environment, and prints what differs from what the adapters
 * rely on. Buys nothing and prints no secret. Ends with 1 when an operation failed.
 */
process.exitCode = await checkProviders(process.env, (line) => console.log(line));
