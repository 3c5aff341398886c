import type { MetadataRoute } from 'next';
import { SHOP } from '#lib/config/shop';

export default function manifest(): MetadataRoute.Manifest {
  return {
    name: SHOP.name,
    short_name: SHOP.name,
    start_url: `/${SHOP.defaultLocale}`,
    display: 'browser',
    background_color: '#f3f6f5',
    theme_color: '#05363b',
    icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
  };
}
