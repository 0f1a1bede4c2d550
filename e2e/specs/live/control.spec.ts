import { emptyIso } from '../../fixtures/iso';
import { makeMachine, startMachine, stateOf } from '../../fixtures/machines';
import { openMachine } from '../../fixtures/people';
import { expect, expectAccessible, test } from '../../fixtures/test';

test('many machines are asked at once, and each says what came of it', async ({ home: page, stack }) => {
  const running = await makeMachine(stack, { name: 'runs' });
  await makeMachine(stack, { name: 'rests' });
  await startMachine(stack, running);
  await page.getByRole('button', { name: 'Select' }).click();
  const list = page.getByRole('list', { name: 'Machines to choose from' });
  for (const name of ['runs', 'rests']) await list.getByRole('checkbox', { name, exact: true }).check();
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Pause' }).click();
  const dialog = page.getByRole('dialog', { name: 'Pause 2 machines?' });
  await expect(dialog).toContainText('Not now: rests is stopped.');
  await dialog.getByRole('button', { name: 'Pause', exact: true }).click();

  const results = page.getByRole('dialog', { name: 'Pause: 1 done, 1 refused' });
  const row = (name: string) => results.getByRole('listitem').filter({ hasText: name });
  await expect(row('runs')).toContainText('Paused');
  await expect(row('rests')).toContainText('Refused.');
  await expectAccessible(page);
  expect(await stateOf(stack, running)).toBe('paused');
});

test('a schedule is saved, switched off, and gone when it is deleted', async ({ home: page, stack }) => {
  await openMachine(page, stack, { id: 'demo', tab: 'hardware' });
  await page.getByRole('button', { name: 'Add a schedule' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a schedule' });
  await dialog.getByText('Shut down', { exact: true }).click();
  await dialog.getByRole('checkbox', { name: 'Sat' }).check();
  await dialog.getByLabel('Time').fill('23:15');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  const schedule = page.getByRole('switch', { name: 'Shut down at 23:15' });
  await expect(schedule).toBeChecked();
  await expect(page.getByText('Mon to Sat')).toBeVisible();
  await page.getByRole('link', { name: 'Automation of all machines' }).click();
  const among = page.getByRole('switch', { name: 'Shut down demo at 23:15' });
  await expect(among).toBeChecked();
  await among.click();
  await expect(among).not.toBeChecked();
  await page.getByRole('link', { name: 'Edit Shut down demo at 23:15' }).click();
  await expect(schedule).not.toBeChecked();
  await page.getByRole('button', { name: 'Edit the schedule at 23:15' }).click();
  await page.getByRole('button', { name: 'Delete the schedule' }).click();
  await expect(schedule).toBeHidden();
});

test('a machine’s history tells who asked, and has the raw event of what QEMU told', async ({ home: page, stack }) => {
  await startMachine(stack);
  await stack.tell('machine.pause', { id: 'demo' });
  await openMachine(page, stack, { id: 'demo', tab: 'history' });
  const today = page.getByRole('list', { name: 'Today' }).getByRole('listitem');
  await expect(today.filter({ hasText: 'demo paused' }).first()).toContainText('by command line');
  const reset = today.filter({ hasText: 'demo was reset' });
  const before = await reset.count();
  await stack.tell('machine.reboot', { id: 'demo' });
  await expect(reset).toHaveCount(before + 1);
  await reset.first().getByRole('button', { name: 'Raw event' }).click();
  await expect(reset.first()).toContainText('"reason": "host-qmp-system-reset"');
  await today.getByRole('button', { name: 'Start demo' }).first().click();
  await expect(today.getByText('Detach from host')).toBeVisible();
  await expectAccessible(page);
});

test('a disc of the library is put into a running machine, and taken out again', async ({ home: page, stack }) => {
  await startMachine(stack);
  await page.goto(`${stack.url}library`);
  await page.getByLabel('Upload an ISO').first().setInputFiles(emptyIso('drivers.iso'));
  await expect(page.getByRole('list', { name: 'ISO images' })).toContainText('drivers.iso');
  await openMachine(page, stack, { id: 'demo', tab: 'hardware' });
  const drives = page.getByRole('list', { name: 'Drives' });
  await expect(drives).toContainText('Empty');
  const change = page.getByRole('button', { name: 'Change what is in cd0' });
  await change.click();
  await page.getByRole('combobox', { name: 'Disc' }).selectOption({ label: 'drivers.iso, 80 KiB' });
  await page.getByRole('button', { name: 'Insert' }).click();
  await expect(drives).toContainText('drivers.iso');
  await change.click();
  await page.getByRole('button', { name: 'Eject' }).click();
  await expect(drives).not.toContainText('drivers.iso');
  const files = await stack.ask<readonly { path: string; name: string }[]>('storage.list');
  await stack.tell('storage.remove', { path: files.find(({ name }) => name === 'drivers.iso')?.path });
});

test('a snapshot is taken while a machine runs, and gone back to when it is off', async ({ home: page, stack }) => {
  const id = await makeMachine(stack, { name: 'kept', sections: { disks: [{ source: { kind: 'new', sizeGiB: 1 } }] } });
  await startMachine(stack, id);
  await openMachine(page, stack, { id, tab: 'hardware' });
  await page.getByRole('button', { name: 'Take a snapshot' }).click();
  const sheet = page.getByRole('dialog', { name: 'Take a snapshot of kept?' });
  await sheet.getByLabel('Name').fill('before the upgrade');
  await sheet.getByRole('button', { name: 'Take' }).click();
  await expect(page.getByRole('list', { name: 'Snapshots' })).toContainText('before the upgrade');
  const more = page.getByRole('button', { name: 'More for before the upgrade' });
  await more.click();
  await expect(page.getByRole('menuitem', { name: 'Go back to it' })).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');

  await stack.baton('machine', 'force-off', id, '--wait');
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible();
  await more.click();
  await page.getByRole('menuitem', { name: 'Go back to it' }).click();
  const question = page.getByRole('dialog', { name: 'Go back to before the upgrade?' });
  await expect(question).toContainText('is lost');
  await question.getByRole('button', { name: 'Go back' }).click();
  await expect(page.getByText('kept is back at before the upgrade')).toBeVisible();
});
