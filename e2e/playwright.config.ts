import { existsSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';

// Debian's Chromium where it stands; else the browser that Playwright installed itself.
const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) =>
  existsSync(file),
);
const asRoot = process.getuid?.() === 0;

const launchOptions = {
  ...(system ? { executablePath: system } : {}),
  args: ['--disable-dev-shm-usage', '--disable-gpu', ...(asRoot ? ['--no-sandbox'] : [])],
};

// A phone by its size, touch and user agent, on Chromium.
const { defaultBrowserType: _, ...phone } = devices['iPhone 15'];

const report = process.env.BATON_E2E_REPORT;

// The pictures of the README are taken on request only: `npm run images --workspace @baton/e2e`.
const withoutImages = process.env.BATON_E2E_IMAGES === '1' ? [] : ['**/images.desktop.spec.ts'];

export default defineConfig({
  testDir: './specs',
  testIgnore: withoutImages,
  outputDir: './test-results',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  reporter: report ? [['list'], ['json', { outputFile: report }]] : [['list']],
  use: { browserName: 'chromium', launchOptions, trace: 'retain-on-failure', ignoreHTTPSErrors: true },
  projects: [
    // A test of words and rules needs one size: `*.desktop.spec.ts`, or `*.phone.spec.ts` where people mostly do it there.
    {
      name: 'desktop',
      testIgnore: [...withoutImages, '**/*.phone.spec.ts'],
      use: { viewport: { width: 1440, height: 900 } },
    },
    { name: 'phone', testIgnore: '**/*.desktop.spec.ts', use: { ...phone, viewport: { width: 390, height: 844 } } },
  ],
});
