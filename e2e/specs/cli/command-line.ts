import { calmDown } from '../../fixtures/machines';
import { test as base, expect } from '../../fixtures/test';
import { baton, type Said } from './baton';

export { expect };

export const test = base.extend<{
  run: (...args: string[]) => Promise<Said>;
  json: (...args: string[]) => Promise<unknown>;
}>({
  run: async ({ stack }, use) => {
    await use((...args) => baton(stack.stateDir, ...args));
    await calmDown(stack);
  },
  /** What `--json` prints of a command that succeeds: one JSON value, and nothing beside it. */
  json: async ({ run }, use) => {
    await use(async (...args) => {
      const { code, stdout, stderr } = await run('--json', ...args);
      expect([code, stderr]).toEqual([0, '']);
      return JSON.parse(stdout);
    });
  },
});
