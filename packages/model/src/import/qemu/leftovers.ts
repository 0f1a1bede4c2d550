import { extraArgumentFindings } from '../../qemu/extra-arguments';
import type { Intake } from './intake';
import { globalOf } from './machine';
import { PATCHED_OPTIONS, REMOVED_OPTIONS } from './option-table';
import type { QemuOption } from './options';

/** Controllers and bridges: Baton adds those that the devices need. */
const CONTROLLERS: ReadonlySet<string> = new Set([
  ...[
    'pcie-root-port',
    'ioh3420',
    'pci-bridge',
    'pcie-pci-bridge',
    'i82801b11-bridge',
    'dmi-pci-bridge',
    'pxb',
    'pxb-pcie',
  ],
  ...['x3130-upstream', 'xio3130-downstream', 'virtio-serial-pci', 'virtio-serial', 'virtio-serial-device'],
  ...['qemu-xhci', 'nec-usb-xhci', 'usb-ehci', 'ich9-usb-ehci1', 'ich9-usb-uhci1', 'ich9-usb-uhci2', 'ich9-usb-uhci3'],
  ...[
    'piix3-usb-uhci',
    'piix4-usb-uhci',
    'pci-ohci',
    'usb-hub',
    'intel-iommu',
    'vmcoreinfo',
    'ccid-card-passthru',
    'usb-ccid',
  ],
]);
/** What may go to QEMU as it is: it opens no file, no port, and takes nothing from Baton. */
const KEPT: ReadonlySet<string> = new Set(['global', 'msg', 'compat', 'icount', 'seed', 'smbios', 'fw_cfg', 'device']);
/** Keys of a device that name something else of this command line. */
const REFERENCES = [
  'chardev',
  'netdev',
  'drive',
  'memdev',
  'audiodev',
  'rng',
  'iothread',
  'tpmdev',
  'mdev',
  'fd',
  'sysfsdev',
  'host',
  'fsdev',
  'cryptodev',
];
/** Buses that Baton's machines have under the same names. */
const BUSES: ReadonlySet<string> = new Set(['pcie.0', 'isa.0', 'usb-bus.0', 'xhci.0']);
const FIGHTS = [
  'S',
  'loadvm',
  'incoming',
  'only-migratable',
  'preconfig',
  'plugin',
  'set',
  'add-fd',
  'dump-vmstate',
  'xen-attach',
];
const EXTRA_MAX = 256;
const WORD_MAX = 4096;

/** Options that no field took: what is gone from QEMU, what Baton does itself, what may be kept, and what is lost. */
export function readLeftovers(intake: Intake): void {
  tellRemoved(intake);
  for (const option of intake.open('usb')) intake.unneeded(option, 'own-controllers');
  for (const option of intake.devices(...CONTROLLERS)) intake.unneeded(option, 'own-controllers');
  for (const option of intake.open(...FIGHTS)) {
    if (/\bexec:/.test(option.value)) intake.unsafe(option, 'shell');
    else intake.unsafe(option, 'fights-ours');
  }
  for (const option of intake.open('readconfig', 'writeconfig', 'acpitable', 'bios', 'L'))
    intake.unsafe(option, 'path');
  for (const option of intake.open('netdev', 'drive', 'blockdev', 'object', 'tpmdev')) unused(intake, option);
  for (const option of intake.options.filter((one) => intake.isOpen(one))) {
    const unknown = option.shell || (option.name === '' && option.words.some(({ unset }) => unset.length > 0));
    if (unknown) intake.lose(option, 'lost-shell', { text: option.text });
    else if (!canKeep(intake, option)) intake.unsupported(option);
    else if (extraArgumentFindings(option.words.map(({ text }) => text)).length > 0)
      intake.unsafe(option, 'fights-ours');
    else intake.keep(option);
  }
}

function tellRemoved(intake: Intake): void {
  const told = new Set<string>();
  for (const option of intake.options) {
    const removed = Object.hasOwn(REMOVED_OPTIONS, option.name) ? REMOVED_OPTIONS[option.name] : undefined;
    if (told.has(option.name) || PATCHED_OPTIONS.has(option.name)) continue;
    told.add(option.name);
    const name = `-${option.name}`.slice(0, 80);
    if (removed)
      intake.tell(option, ['removed-option', { option: name, since: removed.since, instead: removed.instead }]);
    else if (!option.known) intake.tell(option, ['unknown-option', { option: name }]);
  }
}

/** A backend that no device names does nothing. */
function unused(intake: Intake, option: QemuOption): void {
  const id = option.values.peek('id') ?? option.values.peek('node-name');
  const isNamed = intake.options.some(
    (other) =>
      other !== option &&
      other.name === 'device' &&
      REFERENCES.some((key) => id !== undefined && other.values.peek(key) === id),
  );
  if (isNamed) intake.unsupported(option);
  else intake.unneeded(option, 'no-effect');
}

function canKeep(intake: Intake, option: QemuOption): boolean {
  const { name, words, values, value } = option;
  const texts = words.map((word) => word.text);
  const fits =
    intake.draft.extraArguments.length + texts.length <= EXTRA_MAX && texts.every((text) => text.length <= WORD_MAX);
  if (!fits || !KEPT.has(name) || words.some((word) => word.unset.length > 0)) return false;
  if (name === 'fw_cfg') return values.has('string') && !values.has('file');
  if (name === 'smbios') return !values.has('file');
  if (name === 'global') return globalOf(option).driver !== '';
  return name === 'device' ? isAlone(values.peek('driver'), values) : value !== '';
}

/** A device that stands on a bus of Baton's and needs nothing else that was written here. */
function isAlone(driver: string | undefined, values: QemuOption['values']): boolean {
  const bus = values.peek('bus');
  const refers = REFERENCES.some((key) => values.has(key)) || values.entries.some(({ key }) => /file|path/.test(key));
  return driver !== undefined && /^[\w.-]+$/.test(driver) && !refers && (bus === undefined || BUSES.has(bus));
}
