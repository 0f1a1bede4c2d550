import { defineConfig } from '@playwright/test';
import config from '../playwright.config';

/** `npm run soak --workspace @baton/e2e`: an hour, so no part of the tests. */
export default defineConfig({
  ...config,
  testDir: '.',
  testIgnore: [],
  outputDir: '../test-results/soak',
  timeout: 0,
  workers: 1,
  reporter: [['line']],
  use: { ...config.use, trace: 'off' },
  projects: [{ name: 'desktop', use: { viewport: { width: 1440, height: 900 } } }],
});
