import { startTestDatabase } from '#lib/db/test-database';
import { benchmarkSearch } from './benchmark-search.ts';
import { benchmarkSync } from './benchmark-sync.ts';

/**
 * `npm run benchmark`: fills an embedded database of its own by the real sync against the stand-ins, then searches in it.
 * Ends with 1 when the sync takes longer or more memory than it may.
 */
const database = await startTestDatabase();
const complaints = await benchmarkSync(database);
await benchmarkSearch(database);
await database.close();
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length > 0 ? 1 : 0;
