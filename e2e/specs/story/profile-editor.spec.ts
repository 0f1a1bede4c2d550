import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { findSetting, openEditor, openPart, type Part, partIn } from '../../fixtures/editor';
import { makeMachine } from '../../fixtures/machines';
import { expectNoSidewaysScroll } from '../../fixtures/people';
import { expect, expectAccessible, test } from '../../fixtures/test';

interface Stored {
  readonly revision: number;
  // biome-ignore lint/suspicious/noExplicitAny: what is stored is compared, not used
  readonly definition: Readonly<Record<string, any>>;
}

const PARTS: readonly Part[] = [
  'General',
  'Processor',
  'Memory',
  'GPU',
  'Storage',
  'Network',
  'Devices',
  'Screen & sound',
  'Firmware & machine',
  'Advanced',
  'Command line',
];

const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click();
/** The editor closes when what it sent is stored. */
const saved = (page: Page) => expect(page).toHaveURL(/\/machine\?/);
const radio = (page: Page, group: string, name: string) =>
  page.getByRole('radiogroup', { name: group }).getByRole('radio', { name });

test('each part of a profile is changed once, and all of it is kept', async ({ home: page, stack }) => {
  const id = await makeMachine(stack, { name: 'parts' });
  await openEditor(page, stack, id);

  await radio(page, 'Guest system', 'Windows').check();
  await page.getByRole('button', { name: 'Set it so' }).click();
  await page.getByLabel('Notes').fill('For the tests.');

  await openPart(page, 'Processor');
  await page.getByRole('textbox', { name: 'Threads per core' }).fill('1');
  await radio(page, 'Pinning', 'By hand').check();
  await page.getByRole('button', { name: /^CPU 0: .* Change$/ }).click();
  const who = page.getByRole('dialog', { name: 'Who runs on CPU 0?' });
  await who.getByRole('button', { name: 'vCPU 0' }).click();
  await expect(page.getByRole('button', { name: 'CPU 0: vCPU 0. Change' })).toBeVisible();
  await page.getByLabel('Hyper-V vendor').fill('Baton123');

  await openPart(page, 'Memory');
  await page.getByRole('textbox', { name: 'Memory' }).fill('48');
  await page.getByRole('switch', { name: 'Never swap it out' }).check();

  await openPart(page, 'GPU');
  await page.getByRole('switch', { name: 'Wants the GPU' }).check();
  await radio(page, 'First screen', 'The GPU').check();
  await page.getByRole('switch', { name: 'Keep the virtual screen too' }).check();

  await openPart(page, 'Storage');
  await page.getByRole('button', { name: 'Add a disk' }).click();
  await page.getByRole('textbox', { name: 'Size of the new disk' }).fill('1');
  await page.getByLabel('Attached as').selectOption('sata');
  await page.getByRole('button', { name: 'CD drive 1 earlier' }).click();

  await openPart(page, 'Network');
  await page.getByRole('button', { name: 'Forward a port' }).click();
  await page.getByLabel('Port here').fill('23389');

  await openPart(page, 'Devices');
  await page.getByRole('button', { name: 'Add a USB device' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /Xbox/ }).click();
  await radio(page, 'Pointer', 'Mouse').check();

  await openPart(page, 'Screen & sound');
  await radio(page, 'Virtual card', 'virtio').check();
  await page.getByRole('switch', { name: 'Looking Glass' }).check();
  await expect(page.getByText('It shares 32 MiB with the guest.')).toBeVisible();
  await page.getByRole('switch', { name: 'HDR' }).check();
  await expect(page.getByText('It shares 64 MiB with the guest.')).toBeVisible();
  await page.getByRole('switch', { name: 'Looking Glass' }).uncheck();

  await openPart(page, 'Firmware & machine');
  await page.getByRole('switch', { name: 'HPET timer' }).check();
  await radio(page, 'When the guest restarts', 'Stop instead').check();

  await openPart(page, 'Advanced');
  await page.getByLabel('Extra arguments for QEMU').fill('-device\nvirtio-rng-pci');

  await openPart(page, 'Command line');
  const random = page.getByRole('list', { name: 'Arguments' }).getByRole('button', { name: /virtio-rng-pci/ });
  await expect(random).toContainText('changed');
  await random.click();
  await page.getByRole('button', { name: 'Go to: Extra arguments for QEMU' }).click();
  await expect(page.getByLabel('Extra arguments for QEMU')).toBeFocused();

  await save(page);
  await saved(page);
  const { definition } = await stack.ask<Stored>('profile.get', { id });
  expect(definition).toMatchObject({
    guest: 'windows',
    notes: 'For the tests.',
    cpu: { pinning: { vcpus: [[0]] }, vendorId: 'Baton123', hyperv: { preset: 'windows' } },
    memory: { sizeMiB: 48, lock: true },
    gpu: { wanted: true },
    display: { stage: 'gpu', keepVirtual: true, card: 'virtio' },
    disks: [{ source: { kind: 'file', format: 'qcow2' }, bus: 'sata' }],
    boot: ['cd0', 'disk0'],
    nics: [{ connection: { kind: 'user', forwards: [{ hostPort: 23389, guestPort: 3389 }] } }],
    usb: [{ select: { by: 'id', vendorId: '045e', productId: '02ea' } }],
    input: { pointer: 'mouse' },
    lookingGlass: null,
    machine: { clock: 'localtime', hpet: true, onReboot: 'shutdown' },
    extraArguments: ['-device', 'virtio-rng-pci'],
  });
});

test('a finding stands at its field and in the list of parts, and one tap makes it good', async ({
  home: page,
  stack,
}) => {
  const id = await makeMachine(stack, { name: 'mute' });
  await openEditor(page, stack, id);
  await openPart(page, 'Screen & sound');
  await page.getByRole('combobox', { name: 'Sound' }).selectOption('spice');
  const fix = page.getByRole('button', { name: 'Add what it needs: Sound' });
  await expect(fix).toBeVisible();

  const list = page.getByRole('navigation', { name: 'Parts of the profile' });
  if (await list.isVisible()) await expect(partIn(list, 'Screen & sound')).toHaveAccessibleName(/1 warning/);
  await fix.click();
  await expect(fix).toBeHidden();
  await expect(page.getByRole('switch', { name: 'SPICE too' })).toBeChecked();
});

test('a wrong value in another part is found when it is saved, and shown there', async ({ home: page, stack }) => {
  const id = await makeMachine(stack, { name: 'wrong' });
  await openEditor(page, stack, id);
  await openPart(page, 'Network');
  await page.getByLabel('Address (MAC)').fill('01:00:00:00:00:00');
  await openPart(page, 'General');
  await save(page);
  const field = page.getByLabel('Address (MAC)');
  await expect(field).toBeFocused();
  await expect(field).toHaveAccessibleDescription(/locally administered address/);
  await expect(page.getByText('1 change', { exact: true })).toBeVisible();
});

test('a setting is found by QEMU’s word for it, with the keyboard alone', async ({ home: page, stack }) => {
  await openEditor(page, stack);
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox', { name: 'Find a setting' })).toBeFocused();
  await page.keyboard.type('kvm=off');
  await expect(page.getByRole('option', { name: /Hide the hypervisor/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('switch', { name: 'Hide the hypervisor' })).toBeFocused();

  await findSetting(page, 'serial');
  await expect(page.getByLabel('Serial number', { exact: true })).toBeFocused();
});

test('leaving with changes asks first', async ({ home: page, stack }) => {
  const id = await makeMachine(stack, { name: 'leaving' });
  await openEditor(page, stack, id);
  await page.getByLabel('Notes').fill('Not saved yet.');
  await openPart(page, 'Memory');
  await page.goBack();
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await question.getByRole('button', { name: 'Go on editing' }).click();
  await expect(question).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('No changes')).toBeVisible();
  await openPart(page, 'General');
  await expect(page.getByLabel('Notes')).toHaveValue('');
});

test('an earlier version is compared field by field, and restored', async ({ home: page, stack }) => {
  const id = await makeMachine(stack, { name: 'versions', memoryMiB: 32 });
  await openEditor(page, stack, id);
  await page.getByLabel('Name', { exact: true }).fill('versions two');
  await openPart(page, 'Memory');
  await page.getByRole('textbox', { name: 'Memory' }).fill('64');
  await save(page);
  await saved(page);

  await openEditor(page, stack, id);
  await page.getByRole('button', { name: 'Versions' }).click();
  const sheet = page.getByRole('dialog', { name: 'Versions' });
  await sheet.getByRole('button', { name: /^Present version/ }).click();
  await expect(sheet.getByLabel('What it changed')).toContainText(/Name\s*before: versions.*now: versions two/);
  await expect(sheet.getByLabel('What it changed')).toContainText(/Memory\s*before: 32 MiB.*now: 64 MiB/);
  await sheet.getByRole('button', { name: /^Version 1/ }).click();
  await expectAccessible(page);
  await sheet.getByRole('button', { name: 'Restore version 1' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^versions hardware/ })).toBeVisible();
  await expect(sheet).toBeHidden();
  const { definition } = await stack.ask<Stored>('profile.get', { id });
  expect(definition).toMatchObject({ name: 'versions', memory: { sizeMiB: 32 } });
});

/** axe over the open part. Desktop and phone take turns with the themes, so that each part is seen in both. */
async function expectPartAccessible(page: Page, theme: 'dark' | 'light'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  const builder = new AxeBuilder({ page }).include('main').withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']);
  const { violations } = await builder.analyze();
  expect(
    violations.map(({ id, nodes }) => `${theme}: ${id} ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
  ).toEqual([]);
}

test('each part is accessible and fits the window, with long names too', async ({ home: page, stack }, { project }) => {
  const draft = {
    name: 'kicad-freecad-workbench-2026-with-a-name-as-long-as-it-may-be-ok',
    memory: { sizeMiB: 64 },
    gpu: { wanted: true, romFile: `/srv/${'long-'.repeat(40)}.rom` },
    disks: [{ source: { kind: 'new', sizeGiB: 1 } }],
    lookingGlass: { width: 1920, height: 1080 },
    usb: [{ select: { by: 'id', vendorId: '045e', productId: '02ea' } }],
    hooks: [{ at: 'after-stop', argv: [`/usr/bin/${'long-'.repeat(40)}`] }],
    extraArguments: ['-fw_cfg', `name=opt/test,string=${'x'.repeat(300)}`],
    cpu: { cores: 1, pinning: { vcpus: [[0]] }, hyperv: { preset: 'custom', flags: ['hv-time'] } },
  };
  // As the wizard and the import leave one for the editor.
  await page.evaluate((text) => sessionStorage.setItem('baton-draft', text), JSON.stringify(draft));
  await page.goto(`${stack.url}profile?draft=1`);
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(draft.name);
  for (const [index, part] of PARTS.entries()) {
    await openPart(page, part);
    await expect(page.locator('[data-skeleton]')).toHaveCount(0);
    await expectNoSidewaysScroll(page);
    await expectPartAccessible(page, (index % 2 === 0) === (project.name === 'desktop') ? 'dark' : 'light');
  }
});
