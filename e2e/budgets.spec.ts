import { brotliCompressSync } from 'node:zlib';
import { expect, test } from './fixtures/test.ts';

const KILOBYTE = 1000;
const brotliKilobytes = (body: Buffer) => brotliCompressSync(body).length / KILOBYTE;

for (const path of ['/en', '/en/esim/japan']) {
  test(`${path} stays within its byte budget`, async ({ request }) => {
    const document = await (await request.get(path)).body();
    const html = document.toString('utf8');
    const addresses = (pattern: RegExp) => [
      ...new Set([...html.matchAll(pattern)].map(([, url = '']) => url)),
    ];
    const weigh = async (urls: readonly string[]) => {
      const bodies = await Promise.all(urls.map(async (url) => (await request.get(url)).body()));
      return bodies.reduce((sum, body) => sum + brotliKilobytes(body), 0);
    };
    // A browser that knows modules never loads what is marked for those that do not.
    const scripts = addresses(/<script(?![^>]*nomodule)[^>]* src="([^"]+)"/gi);
    const styles = addresses(/<link[^>]* rel="stylesheet"[^>]* href="([^"]+)"/g);
    const fonts = addresses(/<link[^>]* rel="preload"[^>]* href="([^"]+\.woff2[^"]*)"/g);

    expect(scripts.length).toBeGreaterThan(1);
    expect(styles.length).toBeGreaterThan(0);
    expect(brotliKilobytes(document), 'HTML').toBeLessThanOrEqual(14);
    expect(await weigh(scripts), 'JavaScript').toBeLessThanOrEqual(136);
    expect(await weigh(styles), 'CSS').toBeLessThanOrEqual(10);
    expect(fonts.length, 'font files').toBeLessThanOrEqual(1);
    for (const font of fonts)
      expect((await (await request.get(font)).body()).length / KILOBYTE, font).toBeLessThanOrEqual(25);
  });
}
