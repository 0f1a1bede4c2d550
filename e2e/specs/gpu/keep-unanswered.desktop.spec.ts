import { stateOf } from '../../fixtures/machines';
import { openMachine } from '../../fixtures/people';
import { handOverAndBeAsked } from './asked';
import { expect, test } from './laptop';

test('a question that nobody answers takes the GPU back by itself', async ({ person: page, laptop }) => {
  const question = await handOverAndBeAsked(page);
  await expect(question).toBeHidden({ timeout: 45_000 });
  await expect(page.getByRole('heading', { name: 'Used by host' })).toBeVisible();
  await expect(
    page.getByRole('status').filter({ hasText: 'Nobody said that the screen lives', visible: true }),
  ).toBeVisible();
  expect(await stateOf(laptop)).toBe('stopped');
  await openMachine(page, laptop, { id: 'demo' });
  await expect(page.getByTestId('run-timeline')).toContainText('The question was not answered within 30 s');
});
