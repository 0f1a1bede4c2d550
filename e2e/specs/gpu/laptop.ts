import type { Page } from '@playwright/test';
import { expectSimulated } from '../../fixtures/people';
import { type Stack, startStack } from '../../fixtures/stack';
import { test as base, setUp } from '../../fixtures/test';

interface Fixtures {
  /** What this test's laptop plays. */
  plays: string;
  /** A Baton of this test alone: what it changes about the laptop, no other test finds changed. */
  laptop: Stack;
  /** Logged in there, on Home. */
  person: Page;
}

export const test = base.extend<Fixtures>({
  plays: ['optimus', { option: true }],
  laptop: async ({ plays }, use) => {
    const stack = await startStack({ scenario: plays });
    await use(stack);
    await stack.stop();
  },
  person: async ({ page, laptop }, use) => {
    await setUp(page, laptop);
    await expectSimulated(page);
    await use(page);
  },
});

export { expect, expectAccessible } from '../../fixtures/test';
