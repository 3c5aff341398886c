import { z } from 'zod';
import credentials from '../../../sandbox/credentials.json' with { type: 'json' };
import { findFreePort } from './free-port.ts';
import { type Program, startProgram } from './process.ts';

const entry = z.looseObject({ seq: z.number(), at: z.string(), kind: z.string() });
export type Entry = z.infer<typeof entry>;

/** What a stand-in is told to do wrong; see `sandbox/kernel/fault.ts`. */
export type Fault = {
  match: string;
  times?: number;
  chance?: number;
  seed?: number;
  delayMs?: number;
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  after?: boolean;
  cut?: 'before' | 'after';
};

export type StandIn = {
  url: string;
  /** What really happened there, oldest first. */
  record: () => Promise<Entry[]>;
  set: (settings: Record<string, unknown>) => Promise<void>;
  fail: (faults: readonly Fault[]) => Promise<void>;
};

export type StandIns = {
  zim: StandIn;
  zendit: StandIn;
  stripe: StandIn;
  mail: StandIn;
  /** What the shop is told to reach them. */
  env: Record<string, string>;
  program: Program;
};

/** All stand-ins in one process, whose record outlives every death of the shop. Times are those of a fast network. */
export async function startStandIns(appUrl: string, log: string): Promise<StandIns> {
  const [zim, zendit, stripe, mail, smtp, rates] = await Promise.all(
    Array.from({ length: 6 }, () => findFreePort()),
  );
  const program = startProgram({
    args: [
      'sandbox/main.ts',
      `zim=${zim}`,
      `zendit=${zendit}`,
      `stripe=${stripe}`,
      `mail=${mail}`,
      `smtp=${smtp}`,
      `rates=${rates}`,
    ],
    env: { APP_ENV: 'test', SANDBOX_APP_URL: appUrl },
    log,
  });
  await program.line((line) => (/^rates listening/.test(line) ? true : undefined));
  const origin = (port: number | undefined) => `http://127.0.0.1:${port}`;
  return {
    zim: openStandIn(origin(zim)),
    zendit: openStandIn(origin(zendit)),
    stripe: openStandIn(origin(stripe)),
    mail: openStandIn(origin(mail)),
    program,
    env: {
      ZIM_API_URL: origin(zim),
      ZIM_TOKEN_URL: `${origin(zim)}/oauth2/token`,
      ZIM_CLIENT_ID: credentials.zim.clientId,
      ZIM_CLIENT_SECRET: credentials.zim.clientSecret,
      ZIM_ACCOUNT_ID: credentials.zim.accountId,
      ZIM_APP_IDENTIFIER: credentials.zim.appIdentifier,
      ZENDIT_API_URL: `${origin(zendit)}/v1`,
      ZENDIT_API_KEY: credentials.zendit.apiKey,
      ZENDIT_WEBHOOK_HEADER: credentials.zendit.webhookHeader,
      ZENDIT_WEBHOOK_SECRET: credentials.zendit.webhookSecret,
      STRIPE_API_URL: origin(stripe),
      STRIPE_SECRET_KEY: credentials.stripe.secretKey,
      STRIPE_WEBHOOK_SECRET: credentials.stripe.webhookSecret,
      SMTP_URL: `smtp://127.0.0.1:${smtp}`,
      RATES_URL: `${origin(rates)}/stats/eurofxref/eurofxref-daily.xml`,
    },
  };
}

function openStandIn(url: string): StandIn {
  async function control(change: Record<string, unknown>): Promise<void> {
    const response = await fetch(`${url}/__control`, { method: 'POST', body: JSON.stringify(change) });
    if (!response.ok) throw new Error(`${url} refused ${JSON.stringify(change)}: ${await response.text()}`);
  }
  return {
    url,
    record: async () => z.array(entry).parse(await (await fetch(`${url}/__record`)).json()),
    set: (settings) => control({ settings }),
    fail: (faults) => control({ faults }),
  };
}
