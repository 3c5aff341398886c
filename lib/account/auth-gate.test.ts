import { describe, expect, it } from 'vitest';
import { gateAuth, localeOfCallback } from '#lib/account/auth-gate';

const appUrl = 'https://shop.example';
const ask = (method: string, path: string, origin?: string) =>
  gateAuth({ method, url: `${appUrl}${path}`, headers: new Headers(origin ? { origin } : {}) }, appUrl);

describe('gateAuth', () => {
  it('sends a followed e-mail link to the page with the button and spends nothing', () => {
    const gate = ask(
      'GET',
      '/api/auth/callback/email?token=t1&email=a%40b.example&callbackUrl=%2Fde%2Faccount',
    );
    expect(gate).toEqual({
      kind: 'confirm_first',
      url: new URL('https://shop.example/de/sign-in/confirm?token=t1&email=a%40b.example'),
    });
  });

  it.each([
    ['POST', '/api/auth/callback/email?token=t', appUrl, { kind: 'open' }],
    ['POST', '/api/auth/callback/email?token=t', 'https://evil.example', { kind: 'closed', status: 403 }],
    ['POST', '/api/auth/callback/email?token=t', undefined, { kind: 'closed', status: 403 }],
    ['POST', '/api/auth/signout', appUrl, { kind: 'open' }],
    ['POST', '/api/auth/signin/email', appUrl, { kind: 'closed', status: 404 }],
    ['GET', '/api/auth/signin', undefined, { kind: 'closed', status: 404 }],
    ['GET', '/api/auth/session', undefined, { kind: 'open' }],
    ['GET', '/api/auth/callback/google?code=x', undefined, { kind: 'open' }],
    ['POST', '/api/auth/callback/apple', 'https://appleid.apple.com', { kind: 'open' }],
  ] as const)('answers %s %s from %s', (method, path, origin, gate) => {
    expect(ask(method, path, origin)).toEqual(gate);
  });

  it('goes on in the language of the page it returns to', () => {
    expect(localeOfCallback(new URLSearchParams({ callbackUrl: 'https://shop.example/de/account' }))).toBe(
      'de',
    );
    expect(localeOfCallback(new URLSearchParams())).toBe('en');
  });
});
