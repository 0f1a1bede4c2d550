import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/src/**/*.test.{ts,tsx}', '**/test/**/*.test.ts', '**/guest/**/*.test.ts', 'test/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'e2e/**', '**/.next/**', '**/out/**'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
