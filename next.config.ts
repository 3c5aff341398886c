import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';
import { privateHeaders, securityHeaders } from './response-headers';

const privatePaths = ['orders', 'checkout', 'account', 'sign-in', 'withdraw'];

const config: NextConfig = {
  // Several shops on one checkout (tests beside a demo) build into folders of their own.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  typescript: { tsconfigPath: process.env.NEXT_TSCONFIG ?? 'tsconfig.json' },
  cacheComponents: true,
  partialPrefetching: true,
  reactCompiler: true,
  poweredByHeader: false,
  serverExternalPackages: ['pg-boss'],
  experimental: { serverActions: { bodySizeLimit: '16kb' } },
  async rewrites() {
    // Asked for by browsers on pages without a head of their own, such as those for a wrong address.
    return [{ source: '/favicon.ico', destination: '/icon.svg' }];
  },
  async headers() {
    // Read here and not in lib/config/env: the build evaluates this file outside the server's module conditions.
    const input = {
      stripeApiUrl: process.env.STRIPE_API_URL,
      development: process.env.NODE_ENV === 'development',
    };
    return [
      { source: '/:path*', headers: securityHeaders(input) },
      ...privatePaths.map((path) => ({ source: `/:locale/${path}/:rest*`, headers: privateHeaders() })),
      { source: '/icons/:file*', headers: [cacheFor('public, max-age=31536000, immutable')] },
      {
        source: '/flags/:file*',
        headers: [cacheFor('public, max-age=604800, stale-while-revalidate=2592000')],
      },
    ];
  },
};

function cacheFor(value: string) {
  return { key: 'Cache-Control', value };
}

export default createNextIntlPlugin('./i18n/request.ts')(config);
