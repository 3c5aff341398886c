import { describe, expect, it } from 'vitest';
import { EnvError, parseEnv } from '#lib/config/env';

const KEY = Buffer.from('0123456789abcdef0123456789abcdef').toString('base64');
const production = {
  APP_ENV: 'production',
  APP_URL: 'https://shop.test',
  DATABASE_URL: 'postgresql://shop:pw@db.internal/shop',
  STRIPE_SECRET_KEY: 'sk_live_51Nabc',
  STRIPE_WEBHOOK_SECRET: 'whsec_one, whsec_two',
  SMTP_URL: 'smtps://mail.internal',
  EMAIL_FROM: 'Shop <orders@shop.test>',
  NEXTAUTH_SECRET: 'n3xt-auth-of-thirty-two-characters',
  DATA_KEYS: `k2:${KEY},k1:${KEY}`,
  ZENDIT_API_KEY: 'live-4711',
  ZENDIT_WEBHOOK_HEADER: 'x-shop',
  ZENDIT_WEBHOOK_SECRET: 'hook-4711',
};

function problemsOf(source: Record<string, string | undefined>): [string, string][] {
  try {
    parseEnv(source);
  } catch (thrown) {
    if (!(thrown instanceof EnvError)) throw thrown;
    for (const { variable, mend } of thrown.problems)
      expect(thrown.message).toContain(`${variable}: ${mend}`);
    return thrown.problems.map(({ variable, mend }) => [variable, mend]);
  }
  return [];
}
const variablesOf = (source: Record<string, string | undefined>) =>
  problemsOf(source).map(([variable]) => variable);

describe('parseEnv', () => {
  it('fills what is absent or empty with its default', () => {
    expect(parseEnv({ APP_URL: '', SMTP_URL: '' })).toMatchObject({
      APP_URL: 'http://localhost:3000',
      APP_ENV: 'development',
      WORKER: 'on',
      ZIM_SCOPE: 'account/write',
      ZIM_APP_IDENTIFIER: 'b2b',
      ZIM_PLANS_SEARCH_BODY: {},
      ZENDIT_API_URL: 'https://api.zendit.io/v1',
      STRIPE_WEBHOOK_SECRET: [],
      OPERATORS: [],
      DELIVERY_PROMISE_MINUTES: 15,
      sandbox: false,
    });
  });

  it('reads lists, JSON, keys and numbers', () => {
    const env = parseEnv({
      STRIPE_WEBHOOK_SECRET: 'whsec_new, whsec_old',
      OPERATORS: 'Ana@Example.com , bob@example.com',
      ZIM_PLANS_SEARCH_BODY: '{"page":1}',
      DATA_KEYS: `k2:${KEY}`,
      DELIVERY_PROMISE_MINUTES: '0.2',
    });
    expect(env).toMatchObject({
      STRIPE_WEBHOOK_SECRET: ['whsec_new', 'whsec_old'],
      OPERATORS: ['ana@example.com', 'bob@example.com'],
      ZIM_PLANS_SEARCH_BODY: { page: 1 },
      DATA_KEYS: [{ id: 'k2', key: Buffer.from('0123456789abcdef0123456789abcdef') }],
      DELIVERY_PROMISE_MINUTES: 0.2,
    });
  });

  it('calls it a sandbox when payments go to a stand-in', () => {
    expect(parseEnv({ STRIPE_API_URL: 'http://127.0.0.1:4003' }).sandbox).toBe(true);
  });

  it.each([
    ['APP_URL', { APP_URL: 'shop.test' }],
    ['APP_ENV', { APP_ENV: 'staging' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://x' }],
    ['WORKER', { WORKER: 'yes' }],
    ['ZIM_PLANS_SEARCH_BODY', { ZIM_PLANS_SEARCH_BODY: '[1]' }],
    ['ZIM_PLANS_SEARCH_BODY', { ZIM_PLANS_SEARCH_BODY: '{' }],
    ['SMTP_URL', { SMTP_URL: 'mail.internal' }],
    ['DATA_KEYS', { DATA_KEYS: 'k1:c2hvcnQ=' }],
    ['DATA_KEYS', { DATA_KEYS: `k1:${KEY},k1:${KEY}` }],
    ['DELIVERY_PROMISE_MINUTES', { DELIVERY_PROMISE_MINUTES: 'soon' }],
    ['DELIVERY_PROMISE_MINUTES', { DELIVERY_PROMISE_MINUTES: '0' }],
    ['ZIM_CLIENT_SECRET', { ZIM_CLIENT_ID: 'a' }],
    ['ZIM_CLIENT_ID', { ZIM_CLIENT_SECRET: 'a' }],
    ['ZENDIT_WEBHOOK_HEADER', { ZENDIT_WEBHOOK_SECRET: 'a' }],
    ['GOOGLE_CLIENT_SECRET', { GOOGLE_CLIENT_ID: 'a' }],
    ['APPLE_SECRET', { APPLE_ID: 'a' }],
    ['STRIPE_SECRET_KEY', { STRIPE_SECRET_KEY: 'sk_live_1' }],
  ])('names %s when it cannot work: %j', (variable, source) => {
    expect(variablesOf(source)).toEqual([variable]);
  });

  it('refuses a live key together with a stand-in', () => {
    const source = { STRIPE_SECRET_KEY: 'rk_live_1', STRIPE_API_URL: 'http://127.0.0.1:4003' };
    expect(variablesOf(source)).toEqual(['STRIPE_SECRET_KEY', 'STRIPE_API_URL']);
  });

  it('names every problem at once, and never shows a value', () => {
    const source = { APP_URL: 'hunter2', SMTP_URL: 'hunter2', DATA_KEYS: 'hunter2' };
    expect(variablesOf(source)).toEqual(['APP_URL', 'SMTP_URL', 'DATA_KEYS']);
    expect(JSON.stringify(problemsOf(source))).not.toContain('hunter2');
  });
});

describe('parseEnv in production', () => {
  it('accepts a complete configuration', () => {
    expect(parseEnv(production)).toMatchObject({ APP_ENV: 'production', sandbox: false });
  });

  it('accepts either wholesaler alone', () => {
    const { ZENDIT_API_KEY: _, ZENDIT_WEBHOOK_HEADER: __, ZENDIT_WEBHOOK_SECRET: ___, ...rest } = production;
    expect(problemsOf({ ...rest, ZIM_CLIENT_ID: 'id-4711', ZIM_CLIENT_SECRET: 'zs-4711' })).toEqual([]);
    expect(variablesOf(rest)).toEqual(['ZENDIT_API_KEY']);
  });

  it.each([
    'DATABASE_URL',
    'STRIPE_SECRET_KEY',
    'STRIPE_WEBHOOK_SECRET',
    'SMTP_URL',
    'NEXTAUTH_SECRET',
    'DATA_KEYS',
  ])('requires %s', (variable) => {
    expect(variablesOf({ ...production, [variable]: undefined })).toEqual([variable]);
  });

  it.each([
    ['APP_URL', { APP_URL: 'http://shop.test' }],
    ['DELIVERY_PROMISE_MINUTES', { DELIVERY_PROMISE_MINUTES: '2.9' }],
    ['STRIPE_SECRET_KEY', { STRIPE_SECRET_KEY: 'sk_test_1' }],
    ['STRIPE_API_URL', { STRIPE_SECRET_KEY: 'other_1', STRIPE_API_URL: 'http://127.0.0.1:4003' }],
    ['ZENDIT_API_KEY', { ZENDIT_API_KEY: 'sand_1' }],
    ['ZENDIT_WEBHOOK_SECRET', { ZENDIT_WEBHOOK_HEADER: undefined, ZENDIT_WEBHOOK_SECRET: undefined }],
    ['ZENDIT_API_URL', { ZENDIT_API_URL: 'http://127.0.0.1:4002/v1' }],
    ['ZIM_API_URL', { ZIM_API_URL: 'https://zim.api.dev.zimconnections.com' }],
    ['ZIM_TOKEN_URL', { ZIM_TOKEN_URL: 'http://127.0.0.1:4001/oauth2/token' }],
    ['NEXTAUTH_SECRET', { NEXTAUTH_SECRET: 'short' }],
    ['ZENDIT_WEBHOOK_SECRET', { ZENDIT_WEBHOOK_SECRET: 'changeme' }],
    ['STRIPE_WEBHOOK_SECRET', { STRIPE_WEBHOOK_SECRET: 'whsec_test' }],
    ['DATA_KEYS', { DATA_KEYS: `k1:${Buffer.alloc(32).toString('base64')}` }],
  ])('refuses a %s that is not meant for it: %j', (variable, change) => {
    expect(variablesOf({ ...production, ...change })).toEqual([variable]);
  });

  it('refuses the settings of the fault suites outside of tests', () => {
    const mend = 'is for the fault suites only; remove it, or set APP_ENV=test';
    expect(problemsOf({ SPEED_UP: '10', GUARDS_OFF: 'fencing' })).toEqual([
      ['SPEED_UP', mend],
      ['GUARDS_OFF', mend],
    ]);
    expect(parseEnv({ APP_ENV: 'test', SPEED_UP: '10' })).toMatchObject({ SPEED_UP: 10 });
    expect(variablesOf({ APP_ENV: 'test', SPEED_UP: '1000', GUARDS_OFF: 'luck' })).toEqual([
      'SPEED_UP',
      'GUARDS_OFF',
    ]);
  });
});
