import type { Intake } from './intake';
import { globalOf } from './machine';
import type { QemuOption } from './options';

const UEFI = /ovmf|edk2|uefi|efi/i;
const SECURE = /secboot|secure|\.ms\.|_MS\b|snakeoil/i;
const CODE = /code|OVMF\.fd$/i;

/**
 * BIOS or UEFI, by the flash images: Baton finds the host's own pair and keeps the variables with the machine, so the paths say only
 * what kind it is.
 */
export function readFirmware(intake: Intake): void {
  const images = [...pflashDrives(intake), ...pflashNodes(intake), ...biosImages(intake)];
  const uefi = images.filter(({ path, flash }) => flash || UEFI.test(path));
  for (const { option, path, flash } of images) {
    if (!flash && !UEFI.test(path)) intake.unsafe(option, 'path');
    else if (CODE.test(path) || images.length === 1) intake.field(option, 'machine.firmware');
    else intake.unneeded(option, 'own-variables');
  }
  const secured = secureGlobal(intake);
  if (uefi.length === 0) return;
  const names = uefi.map(({ path }) => path).join(' ');
  const flash = /4m/i.test(names) ? '4M' : /2m/i.test(names) ? '2M' : 'auto';
  intake.draft.machine.firmware = { kind: 'uefi', secureBoot: secured || SECURE.test(names), flash };
}

interface FlashImage {
  readonly option: QemuOption;
  readonly path: string;
  /** It is in a flash chip, whatever its name. */
  readonly flash: boolean;
}

function pflashDrives(intake: Intake): FlashImage[] {
  const drives = intake.open('drive').filter(({ values }) => values.peek('if') === 'pflash');
  return [
    ...drives.map((option) => {
      for (const key of ['if', 'format', 'readonly', 'read-only', 'unit', 'index', 'cache']) option.values.get(key);
      return { option, path: option.values.get('file', 'file.filename') ?? '', flash: true };
    }),
    ...intake.open('pflash').map((option) => ({ option, path: option.value, flash: true })),
  ];
}

/** `-machine pflash0=NODE` with `-blockdev`, as newer scripts and Baton itself write it. */
function pflashNodes(intake: Intake): FlashImage[] {
  const found: FlashImage[] = [];
  for (const machine of intake.options.filter(({ name }) => name === 'machine' || name === 'M')) {
    for (const key of ['pflash0', 'pflash1']) {
      const format = intake.backend('blockdev', machine.values.peek(key), 'node-name');
      const file = intake.backend('blockdev', format?.values.peek('file'), 'node-name');
      if (!format) continue;
      const path = (file ?? format).values.peek('filename') ?? format.values.peek('file.filename') ?? '';
      for (const option of file ? [format, file] : [format]) {
        if (!intake.isOpen(option)) continue;
        for (const entry of option.values.entries) option.values.look(entry);
        found.push({ option, path, flash: true });
      }
    }
  }
  return found;
}

function biosImages(intake: Intake): FlashImage[] {
  return intake.open('bios').map((option) => ({ option, path: option.value, flash: false }));
}

/** The flash can be written by the firmware alone: that is secure boot. */
function secureGlobal(intake: Intake): boolean {
  const found = intake.open('global').filter((option) => {
    const { driver, property } = globalOf(option);
    return driver === 'cfi.pflash01' && property === 'secure';
  });
  for (const option of found) intake.field(option, 'machine.firmware');
  for (const option of found) for (const entry of option.values.entries) option.values.look(entry);
  return found.some((option) => ['on', 'true'].includes(globalOf(option).value));
}

/** TPM 2.0. Baton runs swtpm; a TPM of the host itself is not lent. */
export function readTpm(intake: Intake): void {
  for (const option of intake.devices('tpm-tis', 'tpm-crb', 'tpm-tis-device')) {
    const backend = intake.backend('tpmdev', option.values.get('tpmdev'));
    intake.draft.machine.tpm = true;
    intake.field(option, 'machine.tpm');
    if (!backend || !intake.isOpen(backend)) continue;
    if (backend.values.get('type') === 'passthrough') intake.changed(backend, 'machine.tpm', ['passthrough', 'swtpm']);
    const channel = intake.backend('chardev', backend.values.peek('chardev'));
    intake.unneeded(backend, 'own-tpm');
    if (channel && intake.isOpen(channel)) intake.unneeded(channel, 'own-tpm');
  }
}
