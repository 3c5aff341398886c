import { fileURLToPath } from 'node:url';
import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

const conditions = ['react-server', ...defaultServerConditions];

export default defineConfig({
  resolve: { alias: { '@/': fileURLToPath(new URL('./', import.meta.url)) }, conditions },
  ssr: { resolve: { conditions, externalConditions: ['react-server', 'node'] } },
  test: {
    environment: 'node',
    include: [
      '{app,components,i18n,lib,messages,prisma,sandbox,scripts}/**/*.test.{ts,tsx,mjs}',
      '*.test.ts',
    ],
    setupFiles: ['scripts/fail-on-console-error.ts'],
    server: { deps: { inline: ['server-only'] } },
    testTimeout: 30_000,
    hookTimeout: 90_000,
    teardownTimeout: 10_000,
    maxWorkers: 2,
  },
});
