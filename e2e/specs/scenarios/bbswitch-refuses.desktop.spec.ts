import { expect, expectRefusedStart, expectStartsWithoutGpu, test } from './scenario';

test.use({ scenario: 'bbswitch-refuses' });

test('bbswitch-refuses: the kernel’s own words are told, with a cure, and the GPU stays off', async ({
  home: page,
  stack,
}) => {
  await expect(page.getByRole('heading', { name: 'Off', exact: true })).toBeVisible();
  await expectRefusedStart(page, stack, {
    title: 'The GPU did not go on',
    words: ['Refused to change power state, currently in D3', 'pcie_port_pm=off'],
  });
  await expect(page.getByTestId('run-timeline').getByRole('listitem').filter({ hasText: 'Power on' })).toContainText(
    'failed',
  );
  await page.goto(stack.url);
  await expect(page.getByRole('heading', { name: 'Off', exact: true })).toBeVisible();
  await expectStartsWithoutGpu(page, stack);
});
