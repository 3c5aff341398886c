import { type Assignment, parseAssignments } from './assignment.ts';
import { type RunningStandIn, serveStandIn } from './kernel/stand-in.ts';

type Started = { name: string; url: string; close: () => Promise<void> };

const fail = (message: string): never => {
  console.error(message);
  process.exit(1);
};

/** Where a vendor's webhooks go; without the shop's origin they are not sent. */
function toWebhook(vendor: string): { webhookUrl?: string } {
  const origin = process.env.SANDBOX_APP_URL;
  return origin ? { webhookUrl: new URL(`/api/webhooks/${vendor}`, origin).href } : {};
}

/**
 * Serial numbers of a later process start beyond those of an earlier one, whose eSIMs the shop still remembers.
 * ZIM's are two digits shorter than Zendit's.
 */
const firstSerials = { zim: Math.floor(Date.now() / 100), zendit: Date.now() };

type Named = Exclude<Assignment['name'], 'mail' | 'smtp'>;

async function createApp(name: Named): Promise<Parameters<typeof serveStandIn>[0]> {
  switch (name) {
    case 'zim':
      return (await import('./zim/stand-in.ts')).createZimStandIn({ firstSerial: firstSerials.zim }).app;
    case 'zendit': {
      const { createZenditStandIn } = await import('./zendit/stand-in.ts');
      return createZenditStandIn({ ...toWebhook('zendit'), firstSerial: firstSerials.zendit }).app;
    }
    case 'stripe':
      return (await import('./stripe/stand-in.ts')).createStripeStandIn(toWebhook('stripe')).app;
    case 'rates':
      return (await import('./rates/stand-in.ts')).createRatesStandIn().app;
  }
}

const toStarted = (name: string, running: RunningStandIn): Started => ({ name, ...running });

async function startMail(ports: ReadonlyMap<string, number>): Promise<Started[]> {
  const { createMailStandIn } = await import('./mail/stand-in.ts');
  const inbox = createMailStandIn();
  const started: Started[] = [];
  const mail = ports.get('mail');
  const smtp = ports.get('smtp');
  if (mail !== undefined) started.push(toStarted('mail', await serveStandIn(inbox.app, mail)));
  if (smtp !== undefined) {
    const server = await inbox.receiveSmtp(smtp);
    started.push({ name: 'smtp', url: `smtp://127.0.0.1:${smtp}`, close: server.close });
  }
  return started;
}

async function start(assignments: readonly Assignment[]): Promise<Started[]> {
  const started: Started[] = [];
  for (const { name, port } of assignments)
    if (name !== 'mail' && name !== 'smtp')
      started.push(toStarted(name, await serveStandIn(await createApp(name), port)));
  const ports = new Map(assignments.map(({ name, port }) => [name, port]));
  return ports.has('mail') || ports.has('smtp') ? [...started, ...(await startMail(ports))] : started;
}

function toStartFailure(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return `Port ${'port' in error ? error.port : ''} is already in use: end what listens there or give another port.`;
  throw error;
}

async function main(): Promise<void> {
  if (process.env.APP_ENV === 'production') fail('The sandbox does not start when APP_ENV is production.');
  const parsed = parseAssignments(process.argv.slice(2));
  if (!parsed.ok) return fail(parsed.error);
  const started = await start(parsed.assignments).catch((error: unknown) => fail(toStartFailure(error)));
  for (const { name, url } of started) console.log(`${name} listening on ${url}`);
  const stop = async () => {
    await Promise.all(started.map(({ close }) => close()));
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

await main();
