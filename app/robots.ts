import type { MetadataRoute } from 'next';
import { readEnv } from '#lib/config/env';

/** Browsing pages may be indexed; what belongs to one person may not. */
export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: '*',
      allow: '/',
      disallow: ['/*/orders', '/*/checkout', '/*/account', '/*/sign-in', '/*/withdraw', '/api/'],
    },
    sitemap: new URL('/sitemap.xml', readEnv().APP_URL).href,
  };
}
