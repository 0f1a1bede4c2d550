import { expect, expectAccessible, test } from './laptop';

test.use({ plays: 'nouveau' });

test('the power switch is chosen among what the laptop offers, and a wrong ACPI method is told at its field', async ({
  person: page,
  laptop,
}) => {
  await page.goto(`${laptop.url}gpu`);
  const facts = page.getByRole('region', { name: 'Power and identity' });
  await expect(facts).toContainText('Power switch');
  await facts.getByRole('button', { name: 'Change the power switch' }).click();
  const sheet = page.getByRole('dialog', { name: 'Power switch' });
  await expect(sheet.getByRole('radio', { name: 'Automatic' })).toBeChecked();
  await expect(sheet.getByRole('radio', { name: 'bbswitch' })).toHaveCount(0);

  await sheet.getByRole('radio', { name: 'acpi_call' }).check();
  await expect(sheet).toContainText('ACPI methods are called unchecked');
  await sheet.getByLabel('Method that switches it on').fill('\\_SB.PCI0.PEG0.PEGP._ON');
  await sheet.getByLabel('Method that switches it off').fill('rm -rf');
  await sheet.getByRole('button', { name: 'Save' }).click();
  await expect(sheet.getByLabel('Method that switches it off')).toHaveAttribute('aria-invalid', 'true');
  await expect(sheet.getByLabel('Method that switches it on')).not.toHaveAttribute('aria-invalid', 'true');
  await expect(sheet).toContainText('An ACPI method is written as a whole path');
  await expectAccessible(page);

  await sheet.getByRole('radio', { name: 'vga_switcheroo' }).check();
  await sheet.getByRole('button', { name: 'Save' }).click();
  await expect(sheet).toBeHidden();
  await expect(facts).toContainText('vga_switcheroo');
  await expect(facts).toContainText('You chose it.');
  await expect(page.getByRole('main').getByRole('button', { name: 'Power off' })).toBeVisible();
});
