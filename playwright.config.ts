import { defineConfig, devices } from '@playwright/test';

const isCi = Boolean(process.env.CI);
const isRoot = process.getuid?.() === 0;
const executablePath = process.env.CHROMIUM_PATH;

const DISTURBING = /\.disturbed\.spec\.ts$/;
const DESKTOP = { viewport: { width: 1440, height: 900 } };
const PHONE = {
  viewport: { width: 360, height: 800 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
  userAgent: devices['Pixel 7'].userAgent,
};

/** Run by `npm test`, which builds and serves the shop and hands over `E2E_*` addresses. */
export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/fixtures/set-up.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: isCi,
  retries: isCi ? 1 : 0,
  workers: 2,
  timeout: 60_000,
  globalTimeout: 12 * 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    baseURL: process.env.E2E_BASE_URL ?? 'http://localhost:3000',
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    colorScheme: 'light',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-default-apps',
        '--disable-dev-shm-usage',
        '--disable-sync',
        '--no-first-run',
        '--no-proxy-server',
      ],
    },
  },
  projects: [
    { name: 'phone', grepInvert: /@desktop/, testIgnore: DISTURBING, use: PHONE },
    { name: 'desktop', grep: /@desktop|@both/, testIgnore: DISTURBING, use: DESKTOP },
    // What breaks a partner on purpose runs alone, after everything that needs it whole.
    {
      name: 'disturbed',
      testMatch: DISTURBING,
      workers: 1,
      dependencies: ['phone', 'desktop'],
      use: DESKTOP,
    },
  ],
});
