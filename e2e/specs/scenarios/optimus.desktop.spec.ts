import { openMachine } from '../../fixtures/people';
import { expect, gpuNow, test } from './scenario';

test.use({ scenario: 'optimus' });

test('optimus: a GPU that was powered off is powered on and repaired for a machine, and goes back to the host', async ({
  home: page,
  stack,
}) => {
  await page.goto(`${stack.url}gpu`);
  await page.getByRole('main').getByRole('button', { name: 'Power off' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Power off' }).click();
  await expect(page.getByRole('heading', { name: 'Off', exact: true })).toBeVisible();
  expect(await gpuNow(stack)).toMatchObject({ state: 'powered-off', holder: 'off' });

  await page.getByRole('button', { name: 'Hand to demo' }).click();
  await expect(page.getByRole('heading', { name: 'Used by demo' })).toBeVisible();
  await openMachine(page, stack, { id: 'demo' });
  const steps = page.getByRole('list', { name: 'Steps of this run' });
  for (const name of ['Power on', 'Repair companions', 'Bind to vfio-pci', 'Start machine']) {
    await expect(steps.getByRole('listitem').filter({ hasText: name })).toContainText('done');
  }
  expect(await gpuNow(stack)).toMatchObject({ holder: 'machine' });

  await stack.baton('machine', 'force-off', 'demo', '--wait');
  await page.goto(`${stack.url}gpu`);
  await expect(page.getByRole('heading', { name: 'Used by host' })).toBeVisible();
  expect(await gpuNow(stack)).toMatchObject({ holder: 'host', drivers: { '0000:01:00.0': 'nvidia' } });
});
