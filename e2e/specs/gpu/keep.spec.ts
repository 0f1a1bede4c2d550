import { stateOf } from '../../fixtures/machines';
import { expectNoSidewaysScroll, openMachine } from '../../fixtures/people';
import { handOverAndBeAsked } from './asked';
import { expect, expectAccessible, test } from './laptop';

test('the dead-man switch asks on every page, and keeping the GPU goes on with the start', async ({
  person: page,
  laptop,
}) => {
  const question = await handOverAndBeAsked(page);
  await expect(question).toContainText(/goes back in \d+ s\./);
  await expectNoSidewaysScroll(page);
  await openMachine(page, laptop, { id: 'demo' });
  await expect(question).toBeVisible();
  await page.goto(`${laptop.url}gpu`);
  await expect(question).toBeVisible();
  await expectAccessible(page);
  // Not decided yet: the card shows the hand-over, and offers no other.
  await expect(page.getByRole('heading', { name: 'Moving to demo' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Steps of the hand-over' })).toContainText('Ask to keep');
  await expect(page.getByRole('main').getByRole('button', { name: 'Return to host' })).toHaveCount(0);
  // It traps nothing: the page below it is still there to be read.
  await expect(page.getByRole('heading', { name: 'Functions' })).toBeVisible();
  await question.getByRole('button', { name: 'Keep it' }).click();
  await expect(question).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Used by demo' })).toBeVisible();
  await expect.poll(() => stateOf(laptop)).toBe('running');
});

test('taking it back gives the GPU to the host again, and says what happened', async ({ person: page, laptop }) => {
  const question = await handOverAndBeAsked(page);
  await question.getByRole('button', { name: 'Take it back now' }).click();
  await expect(question).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Used by host' })).toBeVisible();
  await openMachine(page, laptop, { id: 'demo' });
  await expect(page.getByTestId('run-timeline')).toContainText('Ask to keep');
  await expect(page.getByTestId('run-timeline').getByRole('alert')).toBeVisible();
  expect(await stateOf(laptop)).toBe('stopped');
});
