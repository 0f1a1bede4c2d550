import { MACHINE_NAME_MAX_LENGTH } from '@baton/model/machine/name';
import { makeMachine, startMachine } from '../../fixtures/machines';
import { expectNoSidewaysScroll, openMachine, rowOf } from '../../fixtures/people';
import { expect, expectAccessible, test } from '../../fixtures/test';
import { PLACES, settled } from './screens';

const SIZES = [
  { width: 360, height: 740 },
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
] as const;

test('no screen is wider than the window, at any width that people have', async ({ home: page, stack }) => {
  test.slow();
  await startMachine(stack);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const path of PLACES) {
      await test.step(`/${path} at ${size.width}`, async () => {
        await page.goto(`${stack.url}${path}`);
        await settled(page);
        await expectNoSidewaysScroll(page);
      });
    }
  }
});

test('fifty machines with long names stay in their place and are found by name', async ({ home: page, stack }) => {
  test.slow();
  const long = (index: number) => `${index} ${'w'.repeat(MACHINE_NAME_MAX_LENGTH)}`.slice(0, MACHINE_NAME_MAX_LENGTH);
  for (let index = 1; index <= 50; index += 1) {
    await makeMachine(stack, { name: long(index), gpu: { wanted: index % 2 === 0, afterExit: 'host' } });
  }
  await expect(page.getByText('51 of 51')).toBeVisible();
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const path of ['', 'gpu', 'activity']) {
      await page.goto(`${stack.url}${path}`);
      await settled(page);
      await expectNoSidewaysScroll(page);
    }
  }
  await page.goto(stack.url);
  await page.getByRole('searchbox', { name: 'Find a machine' }).fill(`42 w`);
  await expect(page.getByText('1 of 51')).toBeVisible();
  await expect(rowOf(page, long(42))).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize(SIZES[0]);
  const machines = await stack.ask<{ id: string; name: string }[]>('machine.list');
  await openMachine(page, stack, { id: machines.find(({ name }) => name === long(42))?.id ?? '' });
  await settled(page);
  await expectNoSidewaysScroll(page);
});
