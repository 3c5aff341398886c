import { EnvError, parseEnv } from '#lib/config/env';
import { type Bench, createBench } from './bench.ts';
import { type Finding, type Operation, tryOperation } from './operation.ts';
import { toReportLines } from './report-lines.ts';
import { listZenditOperations } from './zendit-operations.ts';
import { listZimOperations } from './zim-operations.ts';

type Variables = Record<string, string | undefined>;
type Print = (line: string) => void;

/** Only what the wholesalers need: this check must run where nothing else is configured yet. */
const NEEDED = /^(ZIM_|ZENDIT_API_)/;

/** Asks every wholesaler with keys all that changes nothing; answers the exit code: 1 when an operation failed. */
export async function checkProviders(variables: Variables, print: Print): Promise<number> {
  const given = Object.fromEntries(Object.entries(variables).filter(([name]) => NEEDED.test(name)));
  const env = readProviderEnv(given, print);
  if (!env) return 1;
  const findings = [
    ...(env.ZIM_CLIENT_ID ? await checkOne('ZIM', (bench) => listZimOperations(bench, env), print) : []),
    ...(env.ZENDIT_API_KEY
      ? await checkOne('Zendit', (bench) => listZenditOperations(bench, env), print)
      : []),
  ];
  if (!env.ZIM_CLIENT_ID)
    print(
      'ZIM is not checked: it needs ZIM_CLIENT_ID and ZIM_CLIENT_SECRET, and ZIM_ACCOUNT_ID if there is one.',
    );
  if (!env.ZENDIT_API_KEY) print('Zendit is not checked: it needs ZENDIT_API_KEY.');
  return findings.some(({ state }) => state === 'failed') ? 1 : 0;
}

function readProviderEnv(given: Variables, print: Print) {
  try {
    return parseEnv(given);
  } catch (thrown) {
    if (!(thrown instanceof EnvError)) throw thrown;
    print(thrown.message);
    return undefined;
  }
}

async function checkOne(
  name: string,
  list: (bench: Bench) => Promise<readonly Operation[]>,
  print: Print,
): Promise<readonly Finding[]> {
  const bench = createBench();
  const findings: Finding[] = [];
  try {
    // One after another: a later operation asks about what an earlier one found.
    for (const operation of await list(bench)) findings.push(await tryOperation(bench, operation));
  } finally {
    await bench.close();
  }
  for (const line of toReportLines(name, findings)) print(line);
  return findings;
}
