import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findAnyPort, findPort } from './ports.mjs';
import { root } from './project.mjs';
import { waitForHttp } from './wait-for-http.mjs';

const START_MS = 30_000;
const origin = (port) => `http://127.0.0.1:${port}`;

/**
 * The services that have a stand-in. One is used when neither the service's key nor its address is configured.
 * `toEnv` says what the shop must be told to reach it.
 */
const services = [
  {
    name: 'zim',
    process: 'zim',
    port: 4101,
    configuredBy: ['ZIM_CLIENT_ID', 'ZIM_API_URL'],
    toEnv: (port, { zim }) => ({
      ZIM_API_URL: origin(port),
      ZIM_TOKEN_URL: `${origin(port)}/oauth2/token`,
      ZIM_CLIENT_ID: zim.clientId,
      ZIM_CLIENT_SECRET: zim.clientSecret,
      ZIM_ACCOUNT_ID: zim.accountId,
      ZIM_APP_IDENTIFIER: zim.appIdentifier,
    }),
  },
  {
    name: 'zendit',
    process: 'zendit',
    port: 4102,
    configuredBy: ['ZENDIT_API_KEY', 'ZENDIT_API_URL'],
    toEnv: (port, { zendit }) => ({
      ZENDIT_API_URL: `${origin(port)}/v1`,
      ZENDIT_API_KEY: zendit.apiKey,
      ZENDIT_WEBHOOK_HEADER: zendit.webhookHeader,
      ZENDIT_WEBHOOK_SECRET: zendit.webhookSecret,
    }),
  },
  {
    name: 'stripe',
    process: 'stripe',
    port: 4103,
    configuredBy: ['STRIPE_SECRET_KEY', 'STRIPE_API_URL'],
    toEnv: (port, { stripe }) => ({
      STRIPE_API_URL: origin(port),
      STRIPE_SECRET_KEY: stripe.secretKey,
      STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
    }),
  },
  { name: 'mail', process: 'mail', port: 4104, configuredBy: ['SMTP_URL'], toEnv: () => ({}) },
  {
    name: 'smtp',
    process: 'mail',
    port: 4105,
    configuredBy: ['SMTP_URL'],
    toEnv: (port) => ({ SMTP_URL: `smtp://127.0.0.1:${port}` }),
  },
  {
    name: 'rates',
    process: 'mail',
    port: 4106,
    configuredBy: ['RATES_URL'],
    toEnv: (port) => ({ RATES_URL: `${origin(port)}/stats/eurofxref/eurofxref-daily.xml` }),
  },
];

/** Decides which services are stood in for, and where. `ports: 'any'` for tests that must not meet each other. */
export async function planStandIns(env, { ports = 'preferred' } = {}) {
  if (env.APP_ENV === 'production') return { env: {}, ports: {}, moved: [] };
  const credentials = JSON.parse(readFileSync(join(root, 'sandbox', 'credentials.json'), 'utf8'));
  const plan = { env: {}, ports: {}, moved: [] };
  for (const service of services) {
    if (service.configuredBy.some((name) => env[name])) continue;
    const port = ports === 'any' ? await findAnyPort() : await findPort(service.port);
    if (ports === 'preferred' && port !== service.port)
      plan.moved.push(`${service.name} ${port} for ${service.port}`);
    plan.ports[service.name] = port;
    Object.assign(plan.env, service.toEnv(port, credentials));
  }
  return plan;
}

/** Starts the planned stand-ins, one process for each vendor, and waits until they answer. */
export async function startStandIns(supervisor, plan, env) {
  const groups = new Map();
  for (const { name, process: group } of services) {
    if (plan.ports[name] !== undefined) groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  await Promise.all([...groups].map(([group, names]) => startGroup(supervisor, plan, { group, names, env })));
  return groups.size === 0 ? 'none needed' : [...groups.values()].flat().join(', ');
}

async function startGroup(supervisor, plan, { group, names, env }) {
  const words = names.map((name) => `${name}=${plan.ports[name]}`);
  const child = supervisor.start(`sandbox-${group}`, [join(root, 'sandbox', 'main.ts'), ...words], { env });
  const spoken = names.filter((name) => name !== 'smtp');
  for (const name of spoken) {
    await waitForHttp(`${origin(plan.ports[name])}/__health`, {
      name: `The stand-in ${name}`,
      timeoutMs: START_MS,
      over: child.over,
    });
  }
}
