import { expect, it } from 'vitest';
import { isInstalled } from './install.mjs';
import { requireNode } from './project.mjs';
import { composeEnv, readPort, refuseUnsafe } from './settings.mjs';

const parts = {
  secrets: { NEXTAUTH_SECRET: 'made-up', DATA_KEYS: 'k1:made-up' },
  standIns: { env: { STRIPE_SECRET_KEY: 'sk_test_x' } },
  databaseUrl: 'postgresql://127.0.0.1/x',
  port: 3100,
  distDir: '.next',
};

it('makes up what a demo lacks', () => {
  expect(composeEnv({ ...parts, given: {} })).toMatchObject({
    APP_ENV: 'development',
    APP_URL: 'http://localhost:3100',
    NEXTAUTH_URL: 'http://localhost:3100',
    NEXTAUTH_SECRET: 'made-up',
    STRIPE_SECRET_KEY: 'sk_test_x',
  });
});

it('leaves what is configured alone', () => {
  const given = { APP_URL: 'https://shop.example', NEXTAUTH_SECRET: 'mine', EMAIL_FROM: 'a@b.example' };
  expect(composeEnv({ ...parts, given })).toMatchObject({ ...given, NEXTAUTH_URL: 'https://shop.example' });
});

it('makes up no secret in production', () => {
  const env = composeEnv({ ...parts, standIns: { env: {} }, given: { APP_ENV: 'production' } });
  expect(env.NEXTAUTH_SECRET).toBeUndefined();
  expect(env.DATA_KEYS).toBeUndefined();
});

it.each([
  [{ APP_ENV: 'production' }, 'DATABASE_URL is missing'],
  [{ STRIPE_SECRET_KEY: 'sk_live_1' }, 'STRIPE_SECRET_KEY is a live key'],
  [{ STRIPE_SECRET_KEY: 'rk_live_1' }, 'STRIPE_SECRET_KEY is a live key'],
])('refuses %j on the embedded database', (given, sentence) => {
  expect(() => refuseUnsafe(given)).toThrow(sentence);
});

it('accepts the same with a database of its own', () => {
  expect(() => refuseUnsafe({ APP_ENV: 'production', DATABASE_URL: 'postgres://x/y' })).not.toThrow();
});

it('refuses a port that is none', () => {
  expect(() => readPort({ PORT: 'web' })).toThrow('PORT is "web"');
  expect(readPort({})).toBe(3000);
});

it('knows the oldest Node that can start it', () => {
  expect(() => requireNode('20.18.1')).toThrow('Node 20.19 or newer is needed, this is 20.18.1');
  expect(() => requireNode('20.19.0')).not.toThrow();
  expect(() => requireNode('24.1.0')).not.toThrow();
});

it('sees that a package is missing or of another version, and forgives optional ones', () => {
  const lock = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  };
  expect(isInstalled(lock, undefined)).toBe(false);
  expect(isInstalled(lock, { 'node_modules/a': { version: '1.0.0' } })).toBe(true);
  expect(isInstalled(lock, { 'node_modules/a': { version: '1.0.1' } })).toBe(false);
  expect(isInstalled(lock, {})).toBe(false);
});
