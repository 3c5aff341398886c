/** Headers of every response, and the stricter ones of pages that show an order, an eSIM or an account. */

type Header = { key: string; value: string };

export type HeaderInput = {
  /** A Stripe stand-in, when there is one: its pay page is where the checkout form leads. */
  stripeApiUrl: string | undefined;
  development: boolean;
};

export function securityHeaders(input: HeaderInput): Header[] {
  return [
    { key: 'Content-Security-Policy', value: contentSecurityPolicy(input) },
    { key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains' },
    { key: 'X-Content-Type-Options', value: 'nosniff' },
    { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
    { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
    { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
    { key: 'X-Frame-Options', value: 'DENY' },
  ];
}

export function privateHeaders(): Header[] {
  return [
    { key: 'Cache-Control', value: 'private, no-store' },
    { key: 'Referrer-Policy', value: 'no-referrer' },
    { key: 'X-Robots-Tag', value: 'noindex, nofollow' },
  ];
}

function contentSecurityPolicy({ stripeApiUrl, development }: HeaderInput): string {
  // Browsing pages are static, so a nonce per response is impossible and inline scripts must be allowed.
  const scripts = ["'self'", "'unsafe-inline'", ...(development ? ["'unsafe-eval'"] : [])];
  const formTargets = ["'self'", 'https://checkout.stripe.com', ...payPageOrigins(stripeApiUrl)];
  return [
    "default-src 'self'",
    `script-src ${scripts.join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    // Browsers check the redirects that follow a form's submission too.
    `form-action ${formTargets.join(' ')}`,
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ');
}

/** A stand-in on this machine may come up on another port than at build time, when these headers are fixed. */
function payPageOrigins(stripeApiUrl: string | undefined): string[] {
  if (!stripeApiUrl) return [];
  const { hostname, origin } = new URL(stripeApiUrl);
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return loopback ? ['http://localhost:*', 'http://127.0.0.1:*'] : [origin];
}
