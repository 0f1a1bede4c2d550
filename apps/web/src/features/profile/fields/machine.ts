import type { Firmware, MachineSection } from '@baton/model/profile/machine';
import { choices, type FieldTable, without } from './field-words';

type Watchdog = NonNullable<MachineSection['watchdog']>;

export const MACHINE_FIELDS = {
  'machine.type': {
    label: 'Machine type',
    hint: 'Kept as it was when the machine was made: another one looks like other hardware to the guest.',
    find: 'q35 pc-q35 -machine version upgrade',
  },
  'machine.firmware': {
    label: 'Firmware',
    hint: 'UEFI for systems of the last ten years; BIOS for older ones and small images.',
    find: 'uefi ovmf bios seabios efi pflash -bios',
    choices: choices<Firmware['kind']>({ bios: 'BIOS', uefi: 'UEFI' }),
  },
  'machine.firmware.secureBoot': {
    label: 'Secure Boot',
    hint: 'Windows 11 asks for it. Systems that are not signed do not start.',
    find: 'secure boot secboot smm keys',
  },
  'machine.firmware.flash': {
    label: 'Size of the firmware',
    hint: 'Automatic takes what the host has, 4 MiB first.',
    find: '2M 4M OVMF_CODE_4M OVMF_VARS flash',
    choices: choices({ auto: 'Automatic', '2M': '2 MiB', '4M': '4 MiB' }),
  },
  'machine.tpm': { label: 'TPM 2.0', hint: 'Windows 11 asks for it. Needs swtpm.', find: 'tpm swtpm bitlocker' },
  'machine.clock': {
    label: 'Clock',
    hint: 'Windows reads it as local time, everybody else as UTC.',
    find: '-rtc base localtime utc time',
    choices: choices<MachineSection['clock']>({ utc: 'UTC', localtime: 'Local time' }),
  },
  'machine.sleep': {
    label: 'The guest may sleep',
    hint: 'A lent GPU does not survive it.',
    find: 's3 s4 suspend hibernate disable_s3 disable_s4',
  },
  'machine.hpet': { label: 'HPET timer', hint: 'Windows runs better without.', find: 'hpet -no-hpet timer' },
  'machine.bootMenu': {
    label: 'Ask what to start from',
    hint: 'The firmware’s menu, at each start.',
    find: 'boot menu -boot menu=on',
  },
  'machine.onPanic': {
    label: 'When the guest crashes',
    find: '-action panic pvpanic crash blue screen',
    choices: choices<MachineSection['onPanic']>({ pause: 'Pause it', shutdown: 'Force it off', none: 'Do nothing' }),
  },
  'machine.onReboot': {
    label: 'When the guest restarts',
    find: '-no-reboot -action reboot',
    choices: choices<MachineSection['onReboot']>({ reset: 'Restart', shutdown: 'Stop instead' }),
  },
  'machine.onShutdown': {
    label: 'When the guest shuts down',
    find: '-no-shutdown -action shutdown',
    choices: choices<MachineSection['onShutdown']>({ poweroff: 'Stop', pause: 'Pause instead' }),
  },
  'machine.watchdog': {
    label: 'Watchdog',
    hint: 'A device that the guest must feed; when it stops feeding, this happens.',
    find: '-watchdog i6300esb hang',
    choices: [
      without('No watchdog'),
      ...choices<Watchdog>({ reset: 'Restart it', poweroff: 'Force it off', pause: 'Pause it', none: 'Only note it' }),
    ],
  },
  'machine.smbios': {
    label: 'A maker and a model of its own',
    hint: 'What the guest reads of its board, instead of QEMU’s.',
    find: 'smbios dmi manufacturer product serial oem',
  },
  'machine.smbios.manufacturer': { label: 'Maker', find: 'manufacturer smbios' },
  'machine.smbios.product': { label: 'Product', find: 'smbios' },
  'machine.smbios.version': { label: 'Version', find: 'smbios' },
  'machine.smbios.serial': { label: 'Serial number of the board', find: 'smbios' },
  'machine.smbios.sku': { label: 'SKU', find: 'smbios' },
  'machine.smbios.family': { label: 'Family', find: 'smbios' },
  'muxless.romTable': {
    label: 'Give the vBIOS through ACPI',
    hint: 'For cards without outputs of their own: their driver asks ACPI for the ROM. Needs a vBIOS file.',
    find: 'muxless acpi _rom ssdt optimus code 43 3d controller',
  },
  'muxless.battery': {
    label: 'Show a battery',
    hint: 'Some drivers for mobile cards look for one.',
    find: 'fake battery acpi acpitable code 43',
  },
} satisfies FieldTable;
