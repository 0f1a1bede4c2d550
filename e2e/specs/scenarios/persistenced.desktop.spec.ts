import { stateOf } from '../../fixtures/machines';
import { openMachine } from '../../fixtures/people';
import { expectAccessible } from '../../fixtures/test';
import { expect, test } from './scenario';

test.use({ scenario: 'persistenced' });

const services = (stack: { ask: <T>(path: string) => Promise<T> }) =>
  stack.ask<{ services: string[] }>('gpu.view').then((gpu) => gpu.services.toSorted());

test('persistenced: the services that hold the GPU need no asking: a hand-over stops them and starts them again', async ({
  home: page,
  stack,
}) => {
  await page.goto(`${stack.url}gpu`);
  const processes = page.getByRole('list', { name: 'Processes' });
  await expect(processes).toContainText('nvidia-persistenced');
  await expect(processes).toContainText('Stopped for the hand-over, and started again.');
  await expect(processes.getByRole('button')).toHaveCount(0);
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Hand to demo' }).click();
  await expect(page.getByRole('heading', { name: 'Used by demo' })).toBeVisible();
  await expect.poll(() => stateOf(stack)).toBe('running');
  expect(await services(stack)).toEqual([]);
  await openMachine(page, stack, { id: 'demo' });
  await expect(page.getByTestId('run-timeline')).toContainText('Services');
  await stack.baton('machine', 'force-off', 'demo', '--wait');
  await expect.poll(() => services(stack)).toEqual(['nvidia-persistenced', 'nvidia-powerd']);
});
