import { expect, expectRefusedStart, expectStartsWithoutGpu, test } from './scenario';

test.use({ scenario: 'no-iommu' });

test('no-iommu: what to switch on is said where groups would stand, and the demo runs without the GPU', async ({
  home: page,
  stack,
}) => {
  await page.goto(`${stack.url}gpu`);
  const groups = page.getByRole('region', { name: 'IOMMU groups' });
  await expect(groups).toContainText('The IOMMU is off');
  await expect(groups).toContainText('intel_iommu=on');
  await page.goto(`${stack.url}check`);
  await expect(page.getByRole('heading', { name: 'This laptop cannot lend its GPU now.' })).toBeVisible();

  await expectRefusedStart(page, stack, {
    title: 'The IOMMU is off',
    words: ['could read and write all memory of the host', 'Switch on VT-d or AMD-Vi in the firmware'],
  });
  await expectStartsWithoutGpu(page, stack);
});
