import { expect, expectRefusedStart, expectStartsWithoutGpu, test } from './scenario';

test.use({ scenario: 'shared-group' });

test('shared-group: the disk in the GPU’s group is named with its address, and the demo runs without the GPU', async ({
  home: page,
  stack,
}) => {
  await page.goto(`${stack.url}gpu`);
  const group = page.getByRole('list', { name: 'IOMMU groups' }).getByRole('listitem').first();
  await expect(group).toContainText('Cannot be lent');
  await group.getByRole('button', { name: 'Cannot be lent' }).click();
  const members = page.getByRole('list', { name: 'Group 1' });
  await expect(members).toContainText('0000:04:00.0');
  await expect(members).toContainText('nvme');

  await expectRefusedStart(page, stack, {
    title: 'The GPU shares its IOMMU group',
    words: ['Group 1 also holds Samsung NVMe SSD Controller SM961/PM961 (0000:04:00.0)'],
  });
  await expectStartsWithoutGpu(page, stack);
});
