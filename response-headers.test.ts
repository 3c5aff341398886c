import { describe, expect, it } from 'vitest';
import { privateHeaders, securityHeaders } from './response-headers';

const policyFor = (stripeApiUrl: string | undefined) =>
  securityHeaders({ stripeApiUrl, development: false }).find(({ key }) => key === 'Content-Security-Policy')
    ?.value;

describe('response headers', () => {
  it('let forms lead to this shop and to Stripe only', () => {
    expect(policyFor(undefined)).toContain("form-action 'self' https://checkout.stripe.com;");
  });

  it('let forms lead to a stand-in on this machine whatever its port', () => {
    expect(policyFor('http://127.0.0.1:4242')).toContain('http://127.0.0.1:*');
  });

  it('let forms lead to the origin of a stand-in elsewhere', () => {
    expect(policyFor('https://pay.test.example/v1')).toContain('https://pay.test.example;');
  });

  it('allow no evaluated script in production', () => {
    expect(policyFor(undefined)).not.toContain('unsafe-eval');
  });

  it('keep order pages out of caches, referrers and search engines', () => {
    expect(privateHeaders()).toEqual([
      { key: 'Cache-Control', value: 'private, no-store' },
      { key: 'Referrer-Policy', value: 'no-referrer' },
      { key: 'X-Robots-Tag', value: 'noindex, nofollow' },
    ]);
  });
});
