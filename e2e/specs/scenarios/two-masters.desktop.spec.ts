import { expectAccessible } from '../../fixtures/test';
import { expect, test } from './scenario';

test.use({ scenario: 'two-masters' });

test('two-masters: who else touches the GPU is told on its page, on the host check and before a hand-over', async ({
  home: page,
  stack,
}) => {
  await page.goto(`${stack.url}gpu`);
  const found = page.getByRole('list', { name: 'May get in the way' });
  const other = found.getByRole('button', { name: 'supergfxd switches this GPU too' });
  await expect(other).toBeVisible();
  await expect(found).toContainText('A udev rule removes parts of the GPU');
  await expect(found).toContainText('vfio-pci takes this GPU at boot');
  await other.click();
  await expect(found).toContainText('Stop supergfxd, or leave the GPU to it alone.');
  await expectAccessible(page);

  await page.goto(`${stack.url}check`);
  const findings = page.getByRole('list', { name: 'Findings' });
  await expect(findings).toContainText('supergfxd switches this GPU too');
  await expect(findings).toContainText('/etc/udev/rules.d/50-remove-nvidia.rules');
  await expect(page.getByRole('heading', { name: 'This laptop can lend its GPU.' })).toBeVisible();
  await expectAccessible(page);
});
